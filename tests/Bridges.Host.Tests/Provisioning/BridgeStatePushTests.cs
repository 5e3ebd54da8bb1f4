using System.Collections.Concurrent;
using System.Text.Json;
using Bridges.Host.Http;
using Bridges.TestBeds;
using Microsoft.AspNetCore.Builder;

namespace Bridges.Host.Tests.Provisioning;

public sealed class BridgeStatePushTests
{
    [Fact]
    public async Task How_an_account_stands_is_posted_once_it_changes_and_that_it_is_gone()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var posted = new ConcurrentQueue<(string Token, JsonElement State)>();
        var connected = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        var address = new Bridges.Host.Configuration.ListenAddress("127.0.0.1", Ports.Free());
        await using var endpoint = HostServer.CreateBuilder(address).Build();
        endpoint.Run(async context =>
        {
            var state = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: cancellation);
            posted.Enqueue((context.Request.Headers.Authorization.ToString(), state));
            (state.GetProperty("state_event").GetString() switch { "CONNECTED" => connected, "LOGGED_OUT" => gone, _ => null })?.TrySetResult();
        });
        await endpoint.StartAsync(cancellation);
        // The section of the homeserver stands in the bed's own configuration, so the key comes by the environment's way.
        await using var bed = await ProvisioningBed.StartAsync(new Dictionary<string, string> { ["BRIDGES_HOMESERVER__STATUS_ENDPOINT"] = $"{address.LocalUrl}states" });

        await bed.LogInAsync("alice");
        await connected.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellation);

        var (token, last) = posted.Last();
        Assert.Equal($"Bearer {Cli.Tokens.As}", token);
        Assert.Equal(ProvisioningBed.Alice, last.GetProperty("user_id").GetString());
        Assert.Equal("alice", last.GetProperty("remote_id").GetString());
        Assert.Equal(21600, last.GetProperty("ttl").GetInt32());
        Assert.Equal("bridge", last.GetProperty("source").GetString());

        await bed.PostAsync("logout/alice");
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellation);
        Assert.Equal("alice", posted.Last().State.GetProperty("remote_id").GetString());
    }
}
