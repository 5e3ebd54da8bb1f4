using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bridges.Media.Jobs;
using Bridges.Media.Results;
using Bridges.Media.Tests.Beds;
using Bridges.TestBeds;

namespace Bridges.Media.Tests.Hostile;

/// <summary>Good files, damaged at random: each ends with a result, and damage alone does not kill a worker. Failures name their seed.</summary>
public sealed partial class DamagedFilesTests
{
    private static readonly string[] Extremes = ["0", "-1", "1e9", "-1e30", "1e300", "0.0000001", "65536", "null", "[]", "{}", "\"x\""];
    private static readonly int Rounds = TestCourse.IsLong ? 2000 : 15;

    private static int Seed => Environment.GetEnvironmentVariable("BRIDGES_SEED") is { Length: > 0 } seed
        ? int.Parse(seed, CultureInfo.InvariantCulture)
        : TestCourse.Seed();

    [Fact]
    public async Task A_damaged_film_is_done_or_refused() => await DamageAsync(Films.Sticker, new AnimationJob(AnimationFormat.Webp, 64, 10));

    [Fact]
    public async Task A_damaged_MP4_is_done_or_refused() => await DamageAsync(bed => Films.Mp4(bed, 64, 48, 1), new PosterJob());

    [Fact]
    public async Task A_damaged_GIF_is_done_or_refused() => await DamageAsync(Films.Gif, new AnimationJob(AnimationFormat.Webp, 64, 10));

    [Fact]
    public async Task A_damaged_photo_is_done_or_refused() => await DamageAsync(bed => bed.Write("p", Pictures.Jpeg(200, 100, 6)), new PictureJob());

    [Fact]
    public async Task A_damaged_PNG_is_done_or_refused() => await DamageAsync(bed => bed.Write("p", Pictures.HalfRed(200, 100)), new PictureJob());

    [Fact]
    public async Task A_damaged_voice_message_is_done_or_refused() => await DamageAsync(bed => Films.Sound(bed, "v.ogg", "-c:a", "libopus"), new WaveformJob());

    [Fact]
    public async Task A_damaged_animation_is_done_or_refused()
    {
        var random = new Random(Seed);
        await TryAsync(bed => Enumerable.Range(0, Rounds).Select(_ => Encoding.UTF8.GetBytes(Distort(Lottie.Disc, random))), new AnimationJob(AnimationFormat.Webp, 64, 10));
    }

    private static async Task DamageAsync(Func<MediaBed, string> make, MediaJob job)
    {
        var seed = Seed;
        var random = new Random(seed);
        await TryAsync(
            bed =>
            {
                var good = File.ReadAllBytes(make(bed));
                return Enumerable.Range(0, Rounds).Select(_ => Damage(good, random));
            },
            job,
            seed);
    }

    private static async Task TryAsync(Func<MediaBed, IEnumerable<byte[]>> make, MediaJob job, int seed = 0)
    {
        await using var bed = MediaBed.With(options => options with { JobLimit = TimeSpan.FromSeconds(5) });
        foreach (var damaged in make(bed))
        {
            var input = bed.Write("damaged", damaged);
            var result = await bed.Workers.RunAsync(job, input, bed.NewPath("out"), CancellationToken.None);
            Assert.True(
                result.IsDone || result.Failure.Kind is MediaFailureKind.Refused or MediaFailureKind.TooSlow or MediaFailureKind.TooLarge,
                $"seed {seed}: {result.Failure} on {Convert.ToBase64String(damaged.AsSpan(0, Math.Min(damaged.Length, 3000)))}");
        }
    }

    private static byte[] Damage(ReadOnlySpan<byte> good, Random random)
    {
        var bytes = good.ToArray();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            bytes[random.Next(random.NextDouble() < 0.7 ? Math.Min(bytes.Length, 4000) : bytes.Length)] = (byte)random.Next(256);
        }

        return random.NextDouble() < 0.3 ? bytes[..random.Next(20, bytes.Length)] : bytes;
    }

    private static string Distort(string json, Random random)
    {
        var numbers = Number().Matches(json).OrderBy(_ => random.Next()).Take(random.Next(1, 6)).OrderByDescending(match => match.Index);
        return numbers.Aggregate(json, (text, match) => text[..match.Index] + Extremes[random.Next(Extremes.Length)] + text[(match.Index + match.Length)..]);
    }

    [GeneratedRegex(@"-?[0-9]+\.?[0-9]*", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
