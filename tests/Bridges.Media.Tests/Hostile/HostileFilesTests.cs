using Bridges.Media.Jobs;
using Bridges.Media.Results;
using Bridges.Media.Tests.Beds;

namespace Bridges.Media.Tests.Hostile;

/// <summary>Files that were made to hurt: each ends in time with a result, and the next job is done all the same.</summary>
public sealed class HostileFilesTests(HostileFilesTests.Bed bed) : IClassFixture<HostileFilesTests.Bed>
{
    private static readonly AnimationJob Moving = new(AnimationFormat.Webp, 256, 30);

    private static readonly Dictionary<string, (MediaJob Job, Func<byte[]> Make)> Files = new(StringComparer.Ordinal)
    {
        ["huge PNG"] = (new PictureJob(), HostilePictures.Huge),
        ["PNG without pixels"] = (new PictureJob(), HostilePictures.LargeWithoutPixels),
        ["PNG full of zeros"] = (new PictureJob(), HostilePictures.FullOfZeros),
        ["PNG of the largest number"] = (new PictureJob(), HostilePictures.LargestNumber),
        ["JPEG of 65,500"] = (new PictureJob(), HostilePictures.Jpeg),
        ["GIF of 65,535"] = (Moving, HostilePictures.Gif),
        ["WebP of 16,383"] = (new PictureJob(), HostilePictures.Webp),
        ["BMP of 60,000"] = (new PictureJob(), HostilePictures.Bmp),
        ["gzip bomb"] = (Moving, HostileLottie.Bomb),
        ["18,000 shapes"] = (Moving, HostileLottie.ManyShapes),
        ["a million shapes"] = (Moving, HostileLottie.MillionShapes),
        ["billion laughs"] = (Moving, HostileLottie.BillionLaughs),
        ["star of ten million points"] = (Moving, HostileLottie.StarOfPoints),
        ["fine dashes"] = (Moving, HostileLottie.FineDashes),
        ["deep list"] = (Moving, HostileLottie.DeepList),
        ["deep groups"] = (Moving, HostileLottie.DeepGroups),
        ["nonsense numbers"] = (Moving, HostileLottie.NonsenseNumbers),
        ["400 blurs"] = (Moving, HostileLottie.Blurs),
        ["4,000 mattes"] = (Moving, HostileLottie.Mattes),
        ["playlist"] = (new VideoJob(), HostileFilms.Playlist),
        ["poster of a playlist"] = (new PosterJob(), HostileFilms.Playlist),
        ["endless table"] = (new PosterJob(), HostileFilms.EndlessTable),
        ["nested boxes"] = (new PosterJob(), HostileFilms.NestedBoxes),
        ["clusters of unknown size"] = (new PosterJob(), HostileFilms.ClustersOfUnknownSize),
        ["empty file"] = (new PictureJob(), () => []),
        ["empty film"] = (new VideoJob(), () => []),
        ["empty voice message"] = (new VoiceJob(), () => []),
    };

    /// <summary>What harms nobody though it was meant to, and may be done.</summary>
    private static readonly Dictionary<string, (MediaJob Job, Func<byte[]> Make)> Harmless = new(StringComparer.Ordinal)
    {
        ["text bomb"] = (new PictureJob(), HostilePictures.TextBomb),
        ["profile bomb"] = (new PictureJob(), HostilePictures.ProfileBomb),
        ["composition in itself"] = (Moving, HostileLottie.Cycle),
        ["repeater"] = (Moving, HostileLottie.Repeater),
        ["endless animation"] = (Moving, HostileLottie.Endless),
        ["empty packets"] = (new WaveformJob(), HostileFilms.EmptyPackets),
        ["endless packet"] = (new WaveformJob(), HostileFilms.EndlessPacket),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    public static TheoryData<string> HarmlessNames => [.. Harmless.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_that_hurts_is_refused(string name)
    {
        var (job, make) = Files[name];
        var failure = await bed.Media.FailAsync(job, bed.Media.Write("hostile", make()));

        Assert.True(failure.Kind is not (MediaFailureKind.Unavailable or MediaFailureKind.NeedsFfmpeg), failure.ToString());
        await bed.AssertWorksAsync();
    }

    [Theory]
    [MemberData(nameof(HarmlessNames))]
    public async Task A_file_that_only_looks_dangerous_ends_in_time(string name)
    {
        var (job, make) = Harmless[name];
        var result = await bed.Media.Workers.RunAsync(job, bed.Media.Write("hostile", make()), bed.Media.NewPath("out"), CancellationToken.None);

        Assert.True(result.IsDone || result.Failure.Kind is MediaFailureKind.Refused or MediaFailureKind.TooSlow or MediaFailureKind.KillsWorker, result.ToString());
        await bed.AssertWorksAsync();
    }

    [Fact]
    public async Task A_film_that_names_other_files_does_not_get_them()
    {
        await using var patient = new MediaBed();
        var failure = await patient.FailAsync(new VideoJob(), patient.Write("a.mp4", HostileFilms.Playlist()));

        Assert.Equal((MediaFailureKind.Refused, MediaFallback.Document), (failure.Kind, failure.Fallback));
    }

    public sealed class Bed : IAsyncDisposable
    {
        public MediaBed Media { get; } = MediaBed.With(options => options with { JobLimit = TimeSpan.FromSeconds(3) });

        /// <summary>Where others load the machine, even a good file may not be done in time; it is once it gets the time.</summary>
        public async Task AssertWorksAsync()
        {
            var result = await ConvertAsync();
            for (var again = 0; again < 20 && result.Failure?.Kind == MediaFailureKind.TooSlow; again++)
            {
                result = await ConvertAsync();
            }

            Assert.True(result.IsDone, $"{result.Failure}");
            Assert.Equal(20, result.Report.Info.Width);
        }

        private Task<MediaResult> ConvertAsync() =>
            Media.Workers.RunAsync(new PictureJob(), Media.Write("good", Pictures.HalfRed(20, 10)), Media.NewPath("result"), CancellationToken.None);

        public ValueTask DisposeAsync() => Media.DisposeAsync();
    }
}
