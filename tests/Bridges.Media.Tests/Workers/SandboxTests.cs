using Bridges.Media.Tests.Beds;
using Bridges.TestBeds;

namespace Bridges.Media.Tests.Workers;

public sealed class SandboxTests
{
    [Fact]
    public async Task The_worker_says_how_it_is_shut_in_and_what_ffmpeg_can_do()
    {
        await using var bed = new MediaBed();
        var report = await bed.Workers.DescribeAsync(CancellationToken.None);

        Assert.True(report.Landlock >= 1, "this kernel has no Landlock");
        Assert.True(report.FiltersSystemCalls);
        Assert.StartsWith("ffmpeg version", report.FfmpegVersion, StringComparison.Ordinal);
        Assert.Empty(report.MissingCodecs);
    }

    [Fact]
    public async Task An_ffmpeg_that_does_not_run_is_told_of()
    {
        await using var bed = MediaBed.With(options => options with { FfmpegPath = "/nowhere/ffmpeg" });

        Assert.Contains("/nowhere/ffmpeg", (await bed.Workers.DescribeAsync(CancellationToken.None)).FfmpegProblem, StringComparison.Ordinal);
    }

    /// <summary>In ffmpeg's place runs a program that tries to break out, and tells how far it got: what it inherits binds the worker too.</summary>
    [Fact]
    public async Task Whoever_takes_over_the_worker_reaches_neither_files_nor_the_network_nor_processes()
    {
        using var folder = TempFolder.Create("intruder");
        File.WriteAllText(folder.Combine("secret"), "secret");
        await using var bed = MediaBed.With(options => options with { FfmpegPath = Intruder(folder) });

        var report = await bed.Workers.DescribeAsync(CancellationToken.None);

        Assert.True(report.FfmpegProblem is null, report.FfmpegProblem);
        var signals = report.Landlock >= 6 ? "denied" : "done";
        Assert.Equal($"read denied, list denied, write denied, kill {signals}, socket denied", report.FfmpegVersion);
    }

    [Fact]
    public async Task The_hosts_environment_is_not_handed_on()
    {
        Environment.SetEnvironmentVariable("SECRET_OF_THE_HOST", "secret");
        using var folder = TempFolder.Create("intruder");
        await using var bed = MediaBed.With(options => options with { FfmpegPath = Script(folder, """print join(",", grep { /SECRET|HOME_OF/ } keys %ENV), "none\n";""") });

        Assert.Equal("none", (await bed.Workers.DescribeAsync(CancellationToken.None)).FfmpegVersion);
    }

    private static string Intruder(TempFolder folder) => Script(folder, $$"""
        my @said;
        push @said, "read " . (open(my $a, '<', '{{folder.Combine("secret")}}') ? "done" : "denied");
        push @said, "list " . (opendir(my $b, '{{folder.Path}}') ? "done" : "denied");
        push @said, "write " . (open(my $c, '>', '{{folder.Combine("new")}}') ? "done" : "denied");
        push @said, "kill " . (kill(0, {{Environment.ProcessId}}) ? "done" : "denied");
        push @said, "socket " . (socket(my $d, 2, 1, 0) ? "done" : "denied");
        print join(", ", @said), "\n";
        """);

    /// <summary>Perl belongs to every Debian; as a copy in the place of ffmpeg's libraries it may be run.</summary>
    private static string Script(TempFolder folder, string program)
    {
        Directory.CreateDirectory(folder.Combine("bundle", "lib"));
        Directory.CreateDirectory(folder.Combine("bundle", "bin"));
        var perl = folder.Combine("bundle", "lib", "perl");
        var path = folder.Combine("bundle", "bin", "ffmpeg");
        File.Copy("/usr/bin/perl", perl);
        File.WriteAllText(path, $"#!{perl}\n{program}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }
}
