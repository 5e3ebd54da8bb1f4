using System.Diagnostics;
using Bridges.TestBeds;

namespace Bridges.Packages.Tests;

/// <summary>The release for 64-bit ARM, which no machine of ours has: what is in it, and what an emulator runs of it.</summary>
public sealed class ArmTests
{
    private static readonly string Program = Path.Combine(ReleaseFiles.UnpackedForArm, "bridges");
    private static readonly EmulatedArm Machine = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_program_and_library_is_for_its_own_architecture()
    {
        var arm = ElfFile.Below(ReleaseFiles.UnpackedForArm).ToList();
        var x64 = ElfFile.Below(ReleaseFiles.Unpacked).ToList();

        Assert.All(arm, found => Assert.Equal(ElfFile.Arm64, found.Machine));
        Assert.All(x64, found => Assert.Equal(ElfFile.X64, found.Machine));
        // The same parts in both, but for TDLib, whose build for ARM is the admin's own; .NET's are in another folder with each version.
        Assert.Equal(Names(ReleaseFiles.Unpacked, x64).Except(["modules/telegram/engine/libtdjson.so"]), Names(ReleaseFiles.UnpackedForArm, arm));
    }

    [Fact]
    public async Task The_package_is_for_arm64()
    {
        using var process = Process.Start(new ProcessStartInfo("dpkg-deb", ["--field", ReleaseFiles.PackageForArm, "Architecture"]) { RedirectStandardOutput = true, UseShellExecute = false })!;

        Assert.Equal("arm64", (await process.StandardOutput.ReadToEndAsync(Cancellation)).Trim());
    }

    [Fact]
    public async Task The_host_starts_and_answers_a_message()
    {
        using var folder = TempFolder.Create("arm");
        Assert.Contains("linux-arm64", await Machine.SucceedAsync(Program, "version"), StringComparison.Ordinal);

        await new InstalledBridge(Machine, Program, folder.Path).AnswerAsync(Cancellation);
    }

    [Fact]
    public async Task Its_programs_that_are_started_by_the_host_start()
    {
        var dotnet = Path.Combine(ReleaseFiles.UnpackedForArm, "dotnet", "dotnet");

        Assert.Contains("Microsoft.NETCore.App 10.0.", await Machine.SucceedAsync(dotnet, "--list-runtimes"), StringComparison.Ordinal);
        Assert.Contains("linux-arm64", await Machine.SucceedAsync(dotnet, Path.Combine(ReleaseFiles.UnpackedForArm, "bridges.dll"), "version"), StringComparison.Ordinal);
        Assert.Contains("v24.", await Machine.SucceedAsync(Path.Combine(ReleaseFiles.UnpackedForArm, "node", "node"), "--version"), StringComparison.Ordinal);
        Assert.Contains("ffmpeg version", await Machine.SucceedAsync(Path.Combine(ReleaseFiles.UnpackedForArm, "media", "ffmpeg"), "-version"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(string folder, IEnumerable<(string File, ushort Machine)> found) =>
        found.Select(one => Path.GetRelativePath(folder, one.File).Replace("linux-x64", "linux-arm64", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
