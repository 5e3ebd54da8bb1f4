using System.Globalization;
using System.Security.Cryptography;
using Bridges.Abstractions;
using Bridges.Core.Logins;
using Bridges.Matrix;

namespace Bridges.Core;

/// <summary>
/// One login of one user, without a room: its step at hand, what is submitted to it, and the wait for what comes next. Calls may
/// overlap and be repeated: whoever comes with a step that is over is told the one at hand.
/// </summary>
public sealed class LoginSession : IAsyncDisposable
{
    private readonly LoginCourse _course;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Task? _waiting;

    internal LoginSession(LoginCourse course) => _course = course;

    /// <summary>Random, so that nobody guesses another's.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public UserId Owner => _course.Owner;

    public NetworkDescription Network => _course.Network;

    /// <summary>What is to be done next; null before the first step.</summary>
    public LoginStep? Step => _course.Step;

    /// <summary>The fields that <see cref="Step"/> asks for: where one alone was wrong, that one.</summary>
    public IReadOnlyList<LoginField> Asked => _course.Answers?.Open ?? [];

    /// <summary>Names <see cref="Step"/>; another for each.</summary>
    public string StepId => $"{Network.Id}.{_course.Request.Flow.Id}.{_course.Number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The account, once the login is complete.</summary>
    public AccountId? Account => (Step as LoginStep.Complete)?.Account.Id;

    /// <summary>Why it ended without one, for the user; null while it goes on.</summary>
    public string? Problem => _course.Problem;

    /// <summary>It ended since nobody went on with it for too long; <see cref="Problem"/> says the same to the user.</summary>
    public bool IsTimedOut => _course.IsTimedOut;

    /// <summary>Cancelled once it is over.</summary>
    public CancellationToken Ended => _course.Ended;

    /// <summary>Gives what a step asked for.</summary>
    /// <exception cref="BridgeException">It ended; or the step at hand asks for nothing.</exception>
    /// <exception cref="MissingLoginValueException">A value is needed.</exception>
    public async Task SubmitAsync(string step, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (IsOver(step))
            {
                return;
            }

            if (_course.Answers is not { } answers)
            {
                throw BridgeException.Permanent("This step of the login asks for nothing.");
            }

            answers.AnswerAll(values);
            await AdvanceAsync(_course.SubmitAsync);
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

            waiting = _waiting is null or { IsCompleted: true } ? _waiting = Task.Run(() => AdvanceAsync(_course.WaitAsync), CancellationToken.None) : _waiting;
        }
        finally
        {
            _turn.Release();
        }

        await waiting.WaitAsync(cancellationToken);
    }

    /// <summary>Ends it, and erases its traces; a complete one stays complete.</summary>
    public ValueTask DisposeAsync() => _course.DisposeAsync();

    internal Task StartAsync() => AdvanceAsync(_course.StartAsync);

    /// <summary>Whether a step is not the one at hand any more.</summary>
    private bool IsOver(string step)
    {
        if (Problem is { } problem)
        {
            throw BridgeException.Permanent(problem);
        }

        return step != StepId || Step is LoginStep.Complete;
    }

    /// <summary>No caller's end ends the step: another may come for what it led to.</summary>
    private async Task AdvanceAsync(Func<CancellationToken, Task> go)
    {
        try
        {
            await go(CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            throw BridgeException.Permanent(Problem ?? "The login was cancelled.");
        }
    }
}
