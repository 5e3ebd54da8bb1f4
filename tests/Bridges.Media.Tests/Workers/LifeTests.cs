using Bridges.Media.Jobs;
using Bridges.Media.Results;
using Bridges.Media.Tests.Beds;
using Bridges.Media.Tests.Hostile;

namespace Bridges.Media.Tests.Workers;

public sealed class LifeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_worker_is_started_by_the_first_job_and_ended_when_there_is_none()
    {
        await using var bed = MediaBed.With(options => options with { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(0, bed.Workers.Running);

        await bed.ProbeAsync(bed.Write("p", Pictures.HalfRed(20, 10)));
        await UntilAsync(() => bed.Workers.Running == 0);
        await bed.ProbeAsync(bed.Write("p", Pictures.HalfRed(30, 10)));
    }

    [Fact]
    public async Task A_file_that_killed_the_worker_is_not_tried_again_not_even_by_the_next_host()
    {
        await using var bed = new MediaBed();
        var killer = bed.Write("killer", HostileLottie.DeepGroups());
        var job = new AnimationJob(AnimationFormat.Webp);

        var first = await bed.FailAsync(job, killer);
        var second = await bed.FailAsync(job, killer);
        await using var next = new MediaWorkers(bed.Options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var third = await next.RunAsync(job, killer, bed.NewPath("out"), CancellationToken.None);

        Assert.Equal((MediaFailureKind.KillsWorker, MediaFallback.StillThumbnail), (first.Kind, first.Fallback));
        Assert.Contains("before", second.Text, StringComparison.Ordinal);
        Assert.Contains("before", third.Failure!.Text, StringComparison.Ordinal);
        Assert.Equal(0, next.Running);
    }

    [Fact]
    public async Task Other_limits_count_for_the_next_job()
    {
        await using var bed = MediaBed.With(options => options with { MaxMegapixels = 1 });
        var picture = bed.Write("p", Pictures.HalfRed(1200, 1000));
        await bed.FailAsync(new PictureJob(), picture);

        bed.Workers.Limit(bed.Options.MemoryMb, maxMegapixels: 2, maxTranscodeSeconds: 7);

        await bed.ConvertAsync(new PictureJob(), picture);
        Assert.Equal((1, 7), (bed.Workers.Running, bed.Workers.MaxTranscodeSeconds));
    }

    [Fact]
    public async Task A_job_that_nobody_waits_for_any_more_is_ended_at_once()
    {
        await using var bed = MediaBed.With(options => options with { JobLimit = TimeSpan.FromSeconds(100) });
        var endless = bed.Write("slow", HostileLottie.Mattes());
        using var cancel = new CancellationTokenSource();
        var job = bed.Workers.RunAsync(new AnimationJob(AnimationFormat.Webp), endless, bed.NewPath("out"), cancel.Token);
        await UntilAsync(() => bed.Workers.Running == 1);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.WaitAsync(Patience));
        await bed.ProbeAsync(bed.Write("p", Pictures.HalfRed(20, 10))).WaitAsync(Patience);
    }

    [Fact]
    public async Task Nothing_of_a_file_is_left_in_the_workers_folder()
    {
        await using var bed = new MediaBed();
        await bed.ConvertAsync(new PictureJob(), bed.Write("p", Pictures.HalfRed(20, 10)));
        await bed.FailAsync(new PictureJob(), bed.Write("p", "no picture"u8));

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(bed.Options.Folder, "work"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_worker_that_cannot_be_started_is_told_of_and_the_file_is_not_blamed()
    {
        await using var bed = MediaBed.With(options => options with { WorkerPath = "/nowhere/bridges-media-worker.dll" });
        var picture = bed.Write("p", Pictures.HalfRed(20, 10));

        var first = await bed.FailAsync(new PictureJob(), picture);
        var second = await bed.FailAsync(new PictureJob(), picture);

        Assert.Equal(MediaFailureKind.Unavailable, first.Kind);
        Assert.Equal(MediaFailureKind.Unavailable, second.Kind);
    }

    [Fact]
    public async Task Jobs_are_done_side_by_side_where_that_is_wished()
    {
        await using var bed = MediaBed.With(options => options with { Parallel = 2 });
        var jobs = Enumerable.Range(1, 6).Select(i => bed.ConvertAsync(new PictureJob(), bed.Write("p", Pictures.HalfRed(20 + i, 10))));

        var done = await Task.WhenAll(jobs).WaitAsync(Patience);

        Assert.Equal([21, 22, 23, 24, 25, 26], done.Select(job => job.Report.Info.Width!.Value));
        Assert.InRange(bed.Workers.Running, 1, 2);
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isTrue())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
