using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Matrix;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.Logins;

/// <summary>
/// One login of one user, whoever shows it: its step at hand, what was answered to that, and how it goes on. It ends with an account, with a problem in
/// words, or because nobody wants it any more. Whoever shows it calls one of its members at a time.
/// </summary>
/// <param name="complete">Keeps the account that came out of it; null where it could not be started yet.</param>
internal sealed partial class LoginCourse(
    LoginRequest request, ILogin login, Func<LoginCourse, StoredAccount, Task<RunningAccount?>> complete, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private int _isDisposed;

    public LoginRequest Request => request;

    public UserId Owner => request.Owner;

    public NetworkDescription Network => request.Network.Description;

    /// <summary>When it began, by the clock's ticks.</summary>
    public long Began { get; } = time.GetTimestamp();

    /// <summary>What is to be done next; null before the first step.</summary>
    public LoginStep? Step { get; private set; }

    /// <summary>Counts the steps.</summary>
    public int Number { get; private set; }

    /// <summary>The answers to <see cref="Step"/>; null where it asks for none.</summary>
    public LoginAnswers? Answers { get; private set; }

    /// <summary>The network is asked for the next step: <see cref="Step"/> is over.</summary>
    public bool IsAdvancing { get; private set; }

    /// <summary>The account that came out of it, once it runs.</summary>
    public RunningAccount? Account { get; private set; }

    /// <summary>Why it ended without an account, for the user; null while it goes on.</summary>
    public string? Problem { get; private set; }

    /// <summary>Nobody went on with it for too long.</summary>
    public bool IsTimedOut { get; private set; }

    /// <summary>Cancelled once it is over, one way or another.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Told with words for the user that it was ended by none of those who show it.</summary>
    public Func<string, Task> GivenUp { get; set; } = _ => Task.CompletedTask;

    /// <summary>Comes to the first step.</summary>
    /// <exception cref="BridgeException">It ended.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => AdvanceAsync(login.StartAsync, cancellationToken);

    /// <summary>Submits the answers, which are complete.</summary>
    /// <exception cref="BridgeException">It ended.</exception>
    public Task SubmitAsync(CancellationToken cancellationToken)
    {
        var values = Answers!.Values;
        return AdvanceAsync(token => login.SubmitAsync(values, token), cancellationToken);
    }

    /// <summary>Waits until what is shown is over.</summary>
    /// <exception cref="BridgeException">It ended.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => AdvanceAsync(login.WaitAsync, cancellationToken);

    /// <summary>Ends it as nobody went on with it.</summary>
    public Task TimeOutAsync()
    {
        IsTimedOut = true;
        return GiveUpAsync("The login took too long and ended. Please begin again.");
    }

    /// <summary>Ends it with words for the user, who hears them from whoever shows it.</summary>
    public async Task GiveUpAsync(string problem)
    {
        await FailAsync(problem);
        await GivenUp(problem);
    }

    /// <summary>Ends it with words for the user.</summary>
    public async Task FailAsync(string problem)
    {
        Problem ??= problem;
        await DisposeAsync();
    }

    /// <summary>Ends it, and erases its traces; a complete one stays complete.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _ended.CancelAsync();
        try
        {
            await ModuleCalls.RunAsync(() => login.DisposeAsync().AsTask(), ModulePatience.Ending, time);
        }
        catch (Exception exception)
        {
            Log.NotEnded(logger, exception, Network.Id.Value);
        }
    }

    private async Task AdvanceAsync(Func<CancellationToken, Task<LoginStep>> next, CancellationToken cancellationToken)
    {
        IsAdvancing = true;
        try
        {
            var (step, before) = await NextAsync(next, cancellationToken);
            if (step is LoginStep.Complete done)
            {
                Account = await complete(this, done.Account);
                _ = DisposeAsync().AsTask();
            }

            (Step, Answers) = (step, step is LoginStep.Input input ? new LoginAnswers(input, before) : null);
            Number++;
        }
        catch (BridgeException exception)
        {
            await FailAsync(exception.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            // Half a login answers nothing any more: the next one begins at the beginning.
            await FailAsync("The login was cancelled.");
            throw;
        }
        catch (Exception)
        {
            await FailAsync("The login ended by a fault of the bridge; its log has the details.");
            throw;
        }
        finally
        {
            IsAdvancing = false;
        }
    }

    /// <returns>The next step, and the answers to the one before that it may go on from.</returns>
    private async Task<(LoginStep Step, LoginAnswers? Before)> NextAsync(Func<CancellationToken, Task<LoginStep>> next, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        try
        {
            return (await ModuleCalls.RunAsync(() => next(either.Token), either.Token), Answers);
        }
        catch (BridgeException exception) when (exception.Kind == FailureKind.Transient && Step is LoginStep.Input again)
        {
            // The same is asked again: it may work now.
            return (again with { Problem = exception.Message, ProblemField = null }, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A login to {Network} did not end cleanly")]
        public static partial void NotEnded(ILogger logger, Exception exception, string network);
    }
}
