using System.Text.Json.Nodes;

namespace Bridges.Engines.Tests;

public sealed class RequestTests
{
    [Fact]
    public async Task Answers_belong_to_their_requests()
    {
        await using var fake = await RunningEngine.StartReadyAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => fake.RequestAsync("echo", new JsonObject { ["i"] = i })));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $$"""{"i":{{i}}}"""), answers);
    }

    [Fact]
    public async Task Error_of_the_engine_arrives_with_code_and_text()
    {
        await using var fake = await RunningEngine.StartReadyAsync();

        var error = await Assert.ThrowsAsync<EngineRequestException>(() => fake.RequestAsync("fail"));

        Assert.Equal(400, error.Code);
        Assert.Equal("NO_SUCH_THING", error.Message);
        Assert.Equal("more", error.Data!.Value.GetString());
    }

    [Fact]
    public async Task Missing_answer_is_a_timeout()
    {
        await using var fake = await RunningEngine.StartReadyAsync();

        await Assert.ThrowsAsync<EngineTimeoutException>(() => fake.RequestAsync("silence", timeout: TimeSpan.FromMilliseconds(50)));
        Assert.Equal("{}", await fake.RequestAsync("echo"));
    }

    [Fact]
    public async Task Cancelled_request_leaves_the_engine_usable()
    {
        await using var fake = await RunningEngine.StartReadyAsync();
        using var cancellation = new CancellationTokenSource();

        var request = fake.Engine.RequestAsync("silence", null, null, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal("{}", await fake.RequestAsync("echo"));
    }

    [Fact]
    public async Task Request_that_the_engine_never_read_was_surely_not_done()
    {
        await using var fake = await RunningEngine.StartReadyAsync(RunningEngine.Fake with { StopTimeout = TimeSpan.FromMilliseconds(100) });
        var deaf = fake.RequestAsync("deaf");
        var blocking = fake.RequestAsync("echo", new JsonObject { ["text"] = new string('x', 1 << 20) });

        await Assert.ThrowsAsync<EngineUnavailableException>(() => fake.RequestAsync("echo", timeout: TimeSpan.FromMilliseconds(50)));

        await fake.Engine.DisposeAsync();
        await Assert.ThrowsAsync<EngineStoppedException>(() => deaf);
        await Assert.ThrowsAsync<EngineStoppedException>(() => blocking);
    }

    [Fact]
    public async Task Requests_over_the_limit_are_refused()
    {
        await using var fake = await RunningEngine.StartReadyAsync(RunningEngine.Fake with { MaxPendingRequests = 2 });
        Task[] waiting = [fake.RequestAsync("silence"), fake.RequestAsync("silence")];

        await Assert.ThrowsAsync<EngineUnavailableException>(() => fake.RequestAsync("echo"));

        await fake.Engine.DisposeAsync();
        await Assert.ThrowsAsync<EngineStoppedException>(() => waiting[0]);
        await Assert.ThrowsAsync<EngineStoppedException>(() => waiting[1]);
    }

    [Fact]
    public async Task Request_longer_than_a_line_may_be_is_refused()
    {
        await using var fake = await RunningEngine.StartReadyAsync(RunningEngine.Fake with { MaxLineBytes = 1000 });

        await Assert.ThrowsAsync<ArgumentException>(() => fake.RequestAsync("echo", new JsonObject { ["text"] = new string('x', 1000) }));
    }

    [Fact]
    public async Task Requests_fail_before_the_start_and_after_the_end()
    {
        await using var fake = await RunningEngine.StartReadyAsync();
        await fake.Engine.DisposeAsync();

        await Assert.ThrowsAsync<EngineUnavailableException>(() => fake.RequestAsync("echo"));
        Assert.Equal(EngineCondition.Stopped, fake.Engine.Status.Condition);
    }
}
