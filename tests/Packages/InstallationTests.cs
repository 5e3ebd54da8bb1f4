namespace Bridges.Packages.Tests;

public sealed class InstallationTests
{
    [Fact]
    public async Task The_package_brings_all_it_needs_and_carries_a_message()
    {
        using var debian = await CleanDebian.UnpackAsync();
        await InstallAsync(debian);

        Assert.NotEqual(0, (await debian.RunAsync("sh", "-c", "command -v dotnet || command -v node || command -v ffmpeg")).ExitCode);
        await new InstalledBridge(debian, "bridges", "/etc/bridges")
            .GoTheWholeWayAsync("/usr/lib/bridges/media/ffmpeg", TestContext.Current.CancellationToken);

        Assert.Equal("bridges:bridges 600", (await debian.SucceedAsync("stat", "--format=%U:%G %a", "/etc/bridges/config.yaml")).Trim());
        Assert.True(File.Exists(debian.PathOf("/var/lib/bridges/bridges.db")));
        Assert.DoesNotContain(Directory.EnumerateFiles(debian.PathOf("/etc/bridges")), file => file.EndsWith(".db", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_archive_runs_from_any_folder()
    {
        using var debian = await CleanDebian.UnpackAsync();
        await ProcessesAsync("tar", "--use-compress-program=unzstd", "-x", "-C", debian.PathOf("/opt"), "-f", ReleaseFiles.Archive);
        var folder = $"/opt/bridges-{ReleaseFiles.Version}-linux-x64";

        Assert.Contains(ReleaseFiles.Version, await debian.SucceedAsync($"{folder}/bridges", "--version"), StringComparison.Ordinal);
        await new InstalledBridge(debian, $"{folder}/bridges", "/root/bridges")
            .GoTheWholeWayAsync($"{folder}/media/ffmpeg", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_image_is_loaded_and_carries_a_message()
    {
        await using var image = await LoadedImage.LoadAsync();

        Assert.Contains(ReleaseFiles.Version, await image.SucceedAsync("bridges", "--version"), StringComparison.Ordinal);
        await new InstalledBridge(image, "bridges", "/data").GoTheWholeWayAsync("/opt/bridges/media/ffmpeg", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Configuration_and_data_stay_with_an_upgrade_and_go_with_a_purge()
    {
        using var debian = await CleanDebian.UnpackAsync();
        await InstallAsync(debian);
        await debian.SucceedAsync("bridges", "init", "--yes", "--homeserver-url", "http://127.0.0.1:1", "--server-name", "hs.test");
        var configuration = await File.ReadAllTextAsync(debian.PathOf("/etc/bridges/config.yaml"));
        await File.AppendAllTextAsync(debian.PathOf("/etc/bridges/bridges.env"), "# an admin's line\n");

        await InstallAsync(debian);

        Assert.Equal(configuration, await File.ReadAllTextAsync(debian.PathOf("/etc/bridges/config.yaml")));
        Assert.EndsWith("# an admin's line\n", await File.ReadAllTextAsync(debian.PathOf("/etc/bridges/bridges.env")), StringComparison.Ordinal);
        await debian.SucceedAsync("dpkg", "--remove", "bridges");
        Assert.True(File.Exists(debian.PathOf("/etc/bridges/config.yaml")));
        Assert.False(Directory.Exists(debian.PathOf("/usr/lib/bridges")));
        await debian.SucceedAsync("dpkg", "--purge", "bridges");
        Assert.False(Directory.Exists(debian.PathOf("/etc/bridges")));
        Assert.False(Directory.Exists(debian.PathOf("/var/lib/bridges")));
    }

    private static async Task InstallAsync(CleanDebian debian)
    {
        File.Copy(ReleaseFiles.Package, debian.PathOf("/bridges.deb"), overwrite: true);
        await debian.SucceedAsync("dpkg", "--install", "/bridges.deb");
    }

    private static async Task ProcessesAsync(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
