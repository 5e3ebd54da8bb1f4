using Bridges.TestBeds;
using Bridges.TestBeds.Processes;

namespace Bridges.Packages.Tests;

/// <summary>The released image in podman, with a folder of its own for /data and this machine's loopback. Gone from podman at the end.</summary>
internal sealed class LoadedImage : IInstallation, IAsyncDisposable
{
    private const string Name = "localhost/bridges:0.0.0-test";

    private readonly TempFolder data = TempFolder.Create("image");

    private LoadedImage()
    {
    }

    /// <summary>Loads it, as an admin does.</summary>
    public static async Task<LoadedImage> LoadAsync()
    {
        var image = new LoadedImage();
        Assert.Contains(Name, await Podman.SucceedAsync("load", "--input", ReleaseFiles.Image), StringComparison.Ordinal);
        return image;
    }

    /// <inheritdoc />
    public string PathOf(string path) => data.Combine(Path.GetRelativePath("/data", path));

    /// <inheritdoc />
    public Task<string> SucceedAsync(params string[] command) => Podman.SucceedAsync([.. Run, .. command[1..]]);

    /// <inheritdoc />
    public Task<ChildProcess> StartAsync(params string[] command) => Podman.StartAsync([.. Run, .. command[1..]]);

    public async ValueTask DisposeAsync()
    {
        await Podman.SucceedAsync("image", "rm", "--force", Name);
        data.Dispose();
    }

    private string[] Run => ["run", "--rm", "--network=host", $"--volume={data.Path}:/data", Name];
}
