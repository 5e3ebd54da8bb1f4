using Bridges.Abstractions;
using Bridges.Signal.Backend;
using Bridges.Signal.Errors;

namespace Bridges.Signal.Accounts;

/// <summary>
/// Asks the engine what is needed to understand something that it told. An engine that died since is waited for, however long it takes to
/// start (how the account stands is told meanwhile); what else fails for a passing reason is tried a few times.
/// </summary>
internal sealed class EnginePatience(EngineAccount engine, TimeProvider time)
{
    /// <summary>What takes the engine with it each time is given up one day.</summary>
    private const int Deaths = 60;

    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="BridgeException">It failed for good, or too often.</exception>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var (deaths, failures) = (0, 0); ;)
        {
            await engine.WaitUntilRunningAsync(cancellationToken);
            try
            {
                return await ask();
            }
            catch (BridgeException exception) when (SignalErrors.IsAway(exception) && ++deaths < Deaths)
            {
                await PauseAsync(cancellationToken);
            }
            catch (BridgeException exception) when (exception.Kind == FailureKind.Transient && !SignalErrors.IsAway(exception) && ++failures < Tries)
            {
                await Task.Delay(Pause * failures, time, cancellationToken);
            }
        }
    }

    /// <summary>Until the next try.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(Pause, time, cancellationToken);
}
