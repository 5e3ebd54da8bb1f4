namespace Bridges.EndToEnd.Tests.Beds;

/// <summary>One Alice for the tests of a class, on the shared stage.</summary>
public sealed class AliceFixture(SharedStage shared) : IAsyncLifetime
{
    private Resident? _alice;
    private Talk? _talk;

    public Resident Alice => _alice ?? throw new InvalidOperationException("Alice has not arrived.");

    public async ValueTask InitializeAsync() => _alice = await Resident.ArriveAsync(shared.Stage, "Alice", TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A private chat for tests that mind nobody else's messages in it.</summary>
    public async Task<Talk> CommonTalkAsync(CancellationToken cancellation) => _talk ??= await Alice.TalkWithAsync("Bob", cancellation);
}
