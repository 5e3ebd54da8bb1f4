using System.Globalization;
using System.Security.Cryptography;
using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>
/// One login of one user, without a room: its step at hand, what is submitted to it, and the wait for what comes next. Calls may
/// overlap and be repeated: whoever comes with a step that is over is told the one at hand.
/// </summary>
public sealed class LoginSession : IAsyncDisposable
{
    private readonly ILogin _login;
    private readonly LoginFlow _flow;
    private readonly Func<LoginSession, StoredAccount, Task> _complete;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private Task<LoginStep>? _waiting;

    // What was typed and is still good, where one field alone was wrong. Gone with the next step.
    private IReadOnlyDictionary<string, string> _kept = new Dictionary<string, string>();
    private int _number;
    private int _isDisposed;

    internal LoginSession(
        UserId owner, LoadedNetwork network, LoginFlow flow, ILogin login, Func<LoginSession, StoredAccount, Task> complete, TimeProvider time)
    {
        Owner = owner;
        Network = network.Description;
        _flow = flow;
        _login = login;
        _complete = complete;
        _time = time;
        Began = time.GetTimestamp();
    }

    /// <summary>Random, so that nobody guesses another's.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public UserId Owner { get; }

    /// <summary>When it began, by the clock's ticks.</summary>
    internal long Began { get; }

    public NetworkDescription Network { get; }

    /// <summary>What is to be done next; null before the first step.</summary>
    public LoginStep? Step { get; private set; }

    /// <summary>The fields that <see cref="Step"/> asks for: where one alone was wrong, that one.</summary>
    public IReadOnlyList<LoginField> Asked => Step is not LoginStep.Input input ? []
        : _kept.Count > 0 && input.ProblemField is { } wrong ? [.. input.Fields.Where(asked => asked.Id == wrong)]
        : input.Fields;

    /// <summary>Names <see cref="Step"/>; another for each.</summary>
    public string StepId => $"{Network.Id}.{_flow.Id}.{_number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The account, once the login is complete.</summary>
    public AccountId? Account => (Step as LoginStep.Complete)?.Account.Id;

    /// <summary>The account that this one is to take the place of: ended on the network if another came out of the login; null for none.</summary>
    public AccountId? Replaces { get; internal init; }

    /// <summary>How much of the account's past its user wants; null: as usual.</summary>
    internal HistoryAmount? Amount { get; init; }

    /// <summary>Why it ended without one, for the user; null while it goes on.</summary>
    public string? Problem { get; private set; }

    /// <summary>Cancelled once it is over.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Gives what a step asked for.</summary>
    /// <exception cref="BridgeException">It ended; or the step at hand asks for nothing.</exception>
    public async Task SubmitAsync(string step, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (IsOver(step))
            {
                return;
            }

            if (Step is not LoginStep.Input input)
            {
                throw BridgeException.Permanent("This step of the login asks for nothing.");
            }

            var complete = Complete(input, values, _kept);
            await AdvanceAsync(token => _login.SubmitAsync(complete, token));
            _kept = Step is LoginStep.Input { ProblemField: { } wrong } again && again.Fields.Any(field => field.Id == wrong)
                ? complete.Where(entry => entry.Key != wrong && again.Fields.Any(field => field.Id == entry.Key)).ToDictionary(StringComparer.Ordinal)
                : new Dictionary<string, string>();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until a step that shows something is over. Whoever no longer waits stops nothing.</summary>
    /// <exception cref="BridgeException">It ended.</exception>
    public async Task WaitAsync(string step, CancellationToken cancellationToken)
    {
        Task waiting;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (IsOver(step) || Step is not LoginStep.Display)
            {
                return;
            }

            waiting = BeginWaiting();
        }
        finally
        {
            _turn.Release();
        }

        await waiting.WaitAsync(cancellationToken);
    }

    /// <summary>Ends it, and erases its traces; a complete one stays complete.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _ended.CancelAsync();
            await ModuleCalls.RunAsync(() => _login.DisposeAsync().AsTask(), ModulePatience.Ending, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal Task StartAsync() => AdvanceAsync(_login.StartAsync);

    /// <summary>Ends it with words for the user.</summary>
    internal async Task FailAsync(string problem)
    {
        Problem ??= problem;
        await DisposeAsync();
    }

    /// <summary>Whether a step is not the one at hand any more.</summary>
    private bool IsOver(string step)
    {
        if (Problem is { } problem)
        {
            throw BridgeException.Permanent(problem);
        }

        return step != StepId || Step is LoginStep.Complete;
    }

    private Task<LoginStep> BeginWaiting() => _waiting ??= Task.Run(async () =>
    {
        await AdvanceAsync(_login.WaitAsync);
        return Step!;
    });

    private async Task AdvanceAsync(Func<CancellationToken, Task<LoginStep>> next)
    {
        try
        {
            var step = await ModuleCalls.RunAsync(() => next(_ended.Token), _ended.Token);
            if (step is LoginStep.Complete complete)
            {
                await _complete(this, complete.Account);
            }

            (Step, _waiting) = (step, null);
            _number++;
        }
        catch (BridgeException exception)
        {
            await FailAsync(exception.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            Problem ??= "The login was cancelled.";
            throw BridgeException.Permanent(Problem);
        }
        catch (Exception)
        {
            await FailAsync("The login ended by a fault of the bridge; its log has the details.");
            throw;
        }
    }

    /// <param name="kept">What was typed before and stays.</param>
    private static Dictionary<string, string> Complete(LoginStep.Input input, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> kept)
    {
        var complete = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in input.Fields)
        {
            if (values.TryGetValue(field.Id, out var value) && value.Length > 0)
            {
                complete[field.Id] = value;
            }
            else if (kept.TryGetValue(field.Id, out var before))
            {
                complete[field.Id] = before;
            }
            else if (field.Default is { } other)
            {
                complete[field.Id] = other;
            }
            else if (!field.IsOptional)
            {
                throw new MissingLoginValueException(field);
            }
        }

        return complete;
    }
}
