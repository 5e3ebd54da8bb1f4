using Bridges.Demo;
using Bridges.TestBeds.Users;

namespace Bridges.Page.Tests;

/// <summary>The product with all networks, beside a real Synapse; each test brings a user of its own.</summary>
public sealed class Networks : IAsyncLifetime
{
    private DemoStage? _stage;
    private int _users;

    internal DemoStage Stage => _stage ?? throw new InvalidOperationException("The stage is not set.");

    public async ValueTask InitializeAsync() => _stage = await DemoStage.SetAsync(new Transcript(TextWriter.Null, TimeProvider.System), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _stage?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Somebody new on Matrix.</summary>
    internal async Task<MatrixTestUser> UserAsync() => await Stage.Synapse.RegisterUserAsync($"user{Interlocked.Increment(ref _users)}", "wonderland", TestContext.Current.CancellationToken);

    /// <summary>A link that opens the page as a user.</summary>
    internal async Task<string> LinkAsync(MatrixTestUser user)
    {
        var (exitCode, text) = await Stage.Host.RunCommandAsync("page", "--user", user.UserId);
        return exitCode == 0 ? text.Trim() : throw new InvalidOperationException(text);
    }
}
