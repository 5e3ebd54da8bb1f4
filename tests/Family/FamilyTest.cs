using Bridges.Family.Tests.Chats;

namespace Bridges.Family.Tests;

/// <summary>A test with the family; where it fails, it shows what the servers had to say.</summary>
public abstract class FamilyTest(Stage.Family family) : IDisposable
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected Stage.Family Family { get; } = family;

    /// <inheritdoc />
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Family.Stage.Logs);
        }
    }

    /// <summary>Returns when everything that was ever said in these chats stands on both sides, once and in order.</summary>
    private protected static async Task SettleAsync(IReadOnlyList<FamilyChat> chats)
    {
        var faults = await Stage.Family.SettledAsync(chats, Cancellation);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
