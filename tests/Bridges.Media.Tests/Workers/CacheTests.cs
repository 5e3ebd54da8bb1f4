using Bridges.Media.Jobs;
using Bridges.Media.Tests.Beds;

namespace Bridges.Media.Tests.Workers;

public sealed class CacheTests
{
    [Fact]
    public async Task The_same_file_with_the_same_settings_is_converted_once()
    {
        await using var bed = new MediaBed();
        var bytes = Pictures.HalfRed(40, 20);
        var (first, report) = await bed.ConvertAsync(new StickerJob(), bed.Write("a", bytes));
        await using var later = new MediaWorkers(bed.Options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var output = bed.NewPath("out");

        var again = await later.RunAsync(new StickerJob(), bed.Write("b", bytes), output, CancellationToken.None);

        Assert.Equal(0, later.Running);
        Assert.Equal(report.BlurHash, again.Report!.BlurHash);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(output));
    }

    [Fact]
    public async Task What_people_say_and_show_is_not_kept()
    {
        await using var bed = new MediaBed();
        await bed.ConvertAsync(new PictureJob(), bed.Write("a", Pictures.HalfRed(40, 20)));
        await bed.ConvertAsync(new VoiceJob(), Films.Sound(bed, "v.m4a", "-c:a", "aac"));

        Assert.False(Directory.Exists(Path.Combine(bed.Options.Folder, "cache")));
    }

    [Fact]
    public async Task Other_settings_are_another_result()
    {
        await using var bed = new MediaBed();
        var input = bed.Write("a", Pictures.HalfRed(400, 200));
        await bed.ConvertAsync(new StickerJob(100), input);

        var (_, report) = await bed.ConvertAsync(new StickerJob(50), input);

        Assert.Equal(50, report.Info.Width);
    }

    [Fact]
    public async Task A_result_that_was_damaged_on_disk_is_made_again()
    {
        await using var bed = new MediaBed();
        var input = bed.Write("a", Pictures.HalfRed(40, 20));
        await bed.ConvertAsync(new StickerJob(), input);
        foreach (var report in Directory.GetFiles(Path.Combine(bed.Options.Folder, "cache"), "*.json"))
        {
            File.WriteAllText(report, "{");
        }

        var (path, _) = await bed.ConvertAsync(new StickerJob(), input);

        using var picture = Pictures.Read(path);
        Assert.Equal(512, picture.Width);
    }

    [Fact]
    public async Task Over_the_quota_the_results_used_least_lately_go()
    {
        await using var bed = MediaBed.With(options => options with { CacheBytes = 6_000 });
        var cache = new DirectoryInfo(Path.Combine(bed.Options.Folder, "cache"));
        for (var i = 0; i < 20; i++)
        {
            await bed.ConvertAsync(new StickerJob(256), bed.Write("a", Pictures.HalfRed(300 + i, 200)));
            Assert.InRange(cache.GetFiles().Sum(file => file.Length), 1, 6_000);
        }

        Assert.InRange(cache.GetFiles().Length, 2, 39);
    }

    [Fact]
    public async Task A_full_or_missing_cache_folder_costs_only_the_work()
    {
        await using var bed = new MediaBed();
        Directory.CreateDirectory(bed.Options.Folder);
        File.WriteAllText(Path.Combine(bed.Options.Folder, "cache"), "a file where the folder should be");

        await bed.ConvertAsync(new StickerJob(), bed.Write("a", Pictures.HalfRed(40, 20)));
    }
}
