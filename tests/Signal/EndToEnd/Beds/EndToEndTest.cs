using Bridges.Signal.Stage;

namespace Bridges.Signal.EndToEnd.Tests.Beds;

/// <summary>A test on a stage; where it fails, it shows what the servers had to say.</summary>
public abstract class EndToEndTest(SignalStage stage) : IDisposable
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected static TimeSpan Patience => SignalStage.Patience;

    protected SignalStage Stage { get; } = stage;

    /// <inheritdoc />
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Stage.Logs);
        }
    }
}
