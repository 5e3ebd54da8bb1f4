using Bridges.Media.Jobs;

namespace Bridges.Host.Tests.Configuration;

public sealed class MediaConfigurationTests
{
    [Fact]
    public void What_is_written_reaches_the_media_worker()
    {
        var options = ConfigurationText.Read(ConfigurationText.Valid + """
            media:
              ffmpeg: bin/ffmpeg
              memory_mb: 512
              max_megapixels: 40
              parallel: 2
              max_transcode_seconds: 30
              stickers: {format: webp, size: 320, fps: 15}
            """).ToMediaOptions();

        Assert.Equal("/etc/bridges/bin/ffmpeg", options.FfmpegPath);
        Assert.Equal((512, 40, 2, 30), (options.MemoryMb, options.MaxMegapixels, options.Parallel, options.MaxTranscodeSeconds));
        Assert.Equal(new AnimationJob(AnimationFormat.Webp, 320, 15), options.Stickers);
        Assert.Equal("/etc/bridges/data/media", options.Folder);
    }

    [Fact]
    public void No_ffmpeg_can_be_wished() =>
        Assert.Null(ConfigurationText.Read(ConfigurationText.Valid + "media: {ffmpeg: none}\n").ToMediaOptions().FfmpegPath);

    [Theory]
    [InlineData("memory_mb: 64", "media.memory_mb: must lie between 128 and 4096.")]
    [InlineData("max_megapixels: 100", "media.max_megapixels: must be at least 1, and at most an eighth of memory_mb")]
    [InlineData("parallel: 0", "media.parallel: must lie between 1 and 16.")]
    [InlineData("stickers: {format: png}", "media.stickers.format: must be one of: gif, webp.")]
    [InlineData("wait_seconds: -1", "media.wait_seconds: must lie between 0 and 600.")]
    [InlineData("max_file_mb: {user: -1}", "media.max_file_mb.user: must lie between 0 and 1000000.")]
    [InlineData("stickers: {size: 4096}", "media.stickers.size: must lie between 64 and 512.")]
    public void What_cannot_work_is_told(string written, string problem) =>
        Assert.Contains(ConfigurationText.ProblemsOf(ConfigurationText.Valid + $"media: {{{written}}}\n"), told => told.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void What_is_written_of_files_and_places_reaches_the_bridge()
    {
        var options = ConfigurationText.Read(ConfigurationText.Valid + """
            media: {wait_seconds: 0, max_file_mb: {user: 100, admin: 500}}
            bridging: {live_locations: edits, live_location_seconds: 60}
            """).ToCoreOptions();

        Assert.Equal((TimeSpan.Zero, 100_000_000, 500_000_000), (options.FilePatience, options.FileSizeOfUsers, options.FileSizeOfAdmins));
        Assert.Equal((false, TimeSpan.FromMinutes(1)), (options.LiveLocationsAreBeacons, options.LiveLocationPause));
    }
}
