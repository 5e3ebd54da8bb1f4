using Bridges.EndToEnd.Tests.Beds;
using Bridges.Telegram.Stage;

[assembly: AssemblyFixture(typeof(SharedStage))]

namespace Bridges.EndToEnd.Tests.Beds;

/// <summary>The one stage for all tests that leave the servers in peace; each brings people of its own.</summary>
public sealed class SharedStage : IAsyncLifetime
{
    private TelegramStage? _stage;

    /// <summary>Somebody who may not log in.</summary>
    public const string Outsider = "mallory";

    public TelegramStage Stage => _stage ?? throw new InvalidOperationException("The stage is not set.");

    public async ValueTask InitializeAsync() =>
        _stage = await TelegramStage.SetAsync(new StageOptions
        {
            Permissions = new Dictionary<string, string> { ["*"] = "user", [$"@{Outsider}:hs.test"] = "relay" },
        });

    public ValueTask DisposeAsync() => _stage?.DisposeAsync() ?? ValueTask.CompletedTask;
}
