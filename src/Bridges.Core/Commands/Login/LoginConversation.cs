using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Commands.Login;

/// <summary>One login, told as questions and answers in a room.</summary>
internal sealed class LoginConversation(LoadedNetwork network, ILogin login, CommandCall call, LoginDisplay display, TimeProvider time) : IAsyncDisposable
{
    /// <summary>So long nothing is said of a step that does not come.</summary>
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _ended = new();
    private LoginStep? _step;
    private LoginAnswers? _answers;
    private int _disposed;

    public LoadedNetwork Network => network;

    public RoomId Room => call.Room;

    public CommandCall Call => call;

    /// <summary>How much of the account's past its user wants; null: as usual.</summary>
    public HistoryAmount? Amount { get; init; }

    /// <summary>Cancelled when the login is over, one way or another.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>The field that the next text in the room answers; null where none does.</summary>
    public LoginField? Asks => _step is LoginStep.Input ? _answers?.Next : null;

    /// <summary>The last answer was not taken.</summary>
    public bool AsksAgain => _step is LoginStep.Input { Problem: not null };

    /// <summary>The network tells when to go on.</summary>
    public bool Waits => _step is LoginStep.Display;

    /// <summary>Goes to the next step and tells the user of it.</summary>
    /// <returns>The account where the login is complete.</returns>
    public async Task<StoredAccount?> AdvanceAsync(Func<ILogin, Task<LoginStep>> step, CancellationToken cancellationToken)
    {
        var (before, answered) = (_step, _answers);
        _step = null;
        try
        {
            var next = step(login).WaitAsync(cancellationToken);
            if (before is not LoginStep.Display)
            {
                // Where something is shown, the user knows that it is their turn.
                await TellOfWaitAsync(next, cancellationToken);
            }

            _step = await next;
            _answers = _step is LoginStep.Input input ? new LoginAnswers(input, answered) : null;
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Transient && before is LoginStep.Input again)
        {
            // The same is asked again: it may work now.
            (_step, _answers) = (before, new LoginAnswers(again with { Problem = exception.Message }, before: null));
        }

        switch (_step)
        {
            case LoginStep.Complete complete:
                return complete.Account;
            case LoginStep.Display shown:
                await display.ShowAsync(call.Room, shown, cancellationToken);
                return null;
            default:
                await AskAsync();
                return null;
        }
    }

    /// <summary>Returns once the next step is there, or the user knows that it is waited for.</summary>
    private async Task TellOfWaitAsync(Task next, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var silence = Task.Delay(_silence, time, over.Token);
        if (await Task.WhenAny(next, silence) == silence && silence.IsCompletedSuccessfully)
        {
            await call.Reply("That takes longer than usual; I am still waiting for an answer.");
        }

        await over.CancelAsync();
    }

    /// <summary>Takes the answer to the question at hand.</summary>
    /// <returns>All values of the step once they are complete; null where another is asked first.</returns>
    public IReadOnlyDictionary<string, string>? Answer(string typed)
    {
        if (_answers is not { } answers)
        {
            return null;
        }

        return answers.Take(typed) && answers.Next is null ? answers.Values : null;
    }

    public Task AskAsync() => _answers is { Next: not null } answers ? call.Reply(answers.Question()) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _ended.CancelAsync();
            await display.TakeAwayAsync(call.Room);
            await ModuleCalls.RunAsync(() => login.DisposeAsync().AsTask(), ModulePatience.Ending, time);
        }
    }
}
