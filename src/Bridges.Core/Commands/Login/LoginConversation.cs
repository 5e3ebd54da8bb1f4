using Bridges.Abstractions;

namespace Bridges.Core.Commands.Login;

/// <summary>One login, told as questions and answers in a room.</summary>
internal sealed class LoginConversation(LoadedNetwork network, ILogin login, CommandCall call, QrPictures pictures, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private LoginStep? _step;
    private int _disposed;

    public LoadedNetwork Network => network;

    /// <summary>Cancelled when the login is over, one way or another.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>The next text in the room is an answer.</summary>
    public bool Asks => _step is LoginStep.Input;

    public bool AsksSecret => Next is { IsSecret: true };

    /// <summary>The network tells when to go on.</summary>
    public bool Waits => _step is LoginStep.Display;

    private LoginField? Next => (_step as LoginStep.Input)?.Fields.FirstOrDefault(asked => !_values.ContainsKey(asked.Id));

    /// <summary>Goes to the next step and tells the user of it.</summary>
    /// <returns>The account where the login is complete.</returns>
    public async Task<StoredAccount?> AdvanceAsync(Func<ILogin, Task<LoginStep>> step, CancellationToken cancellationToken)
    {
        var before = _step;
        _step = null;
        _values.Clear();
        try
        {
            _step = await step(login).WaitAsync(cancellationToken);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Transient && before is LoginStep.Input)
        {
            _step = before;
            await call.Reply(exception.Message);
        }

        switch (_step)
        {
            case LoginStep.Complete complete:
                return complete.Account;
            case LoginStep.Display { QrText: { } qrText } display:
                await pictures.ShowAsync(call.Room, qrText, display.Instructions, cancellationToken);
                return null;
            case LoginStep.Display display:
                await call.Reply($"{display.Instructions}\n`{display.Code}`");
                return null;
            default:
                await AskAsync();
                return null;
        }
    }

    /// <summary>Takes the answer to the question at hand.</summary>
    /// <returns>All values of the step once they are complete; null where another is asked first.</returns>
    public IReadOnlyDictionary<string, string>? Answer(string text)
    {
        if (Next is { } asked)
        {
            _values[asked.Id] = text;
        }

        return Next is null ? new Dictionary<string, string>(_values, StringComparer.Ordinal) : null;
    }

    public Task AskAsync()
    {
        if (_step is not LoginStep.Input input || Next is not { } asked)
        {
            return Task.CompletedTask;
        }

        var problem = input.Problem is { } text ? $"{text}\n" : "";
        return call.Reply($"{problem}{input.Instructions}\nPlease send: {asked.Name}. Say `cancel` to stop.");
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _ended.CancelAsync();
            await ModuleCalls.RunAsync(() => login.DisposeAsync().AsTask(), ModulePatience.Ending, time);
        }
    }
}
