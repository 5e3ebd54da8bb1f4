using Bridges.Engines.Supervision;

namespace Bridges.Engines.Tests.Supervision;

public sealed class RestartBackoffTests
{
    private static readonly EngineOptions Options = new() { Name = "fake", FileName = "fake" };

    [Fact]
    public void Waits_double_up_to_the_longest()
    {
        var backoff = new RestartBackoff(Options, () => 1);

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(0, 8).Select(_ => backoff.Next(TimeSpan.Zero).TotalSeconds));
    }

    [Fact]
    public void Stable_run_begins_anew()
    {
        var backoff = new RestartBackoff(Options, () => 1);
        backoff.Next(TimeSpan.Zero);
        backoff.Next(TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(4), backoff.Next(TimeSpan.FromSeconds(59)));
        Assert.Equal(TimeSpan.FromSeconds(1), backoff.Next(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Jitter_shortens_by_a_fifth_at_most()
        => Assert.Equal(TimeSpan.FromSeconds(0.8), new RestartBackoff(Options, () => 0).Next(TimeSpan.Zero));

    [Fact]
    public void Many_failures_stay_at_the_longest()
    {
        var backoff = new RestartBackoff(Options, () => 1);

        Assert.All(Enumerable.Range(0, 2000).Select(_ => backoff.Next(TimeSpan.Zero)), wait => Assert.InRange(wait.TotalSeconds, 1, 60));
    }
}
