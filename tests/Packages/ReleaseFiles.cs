using Bridges.TestBeds;

namespace Bridges.Packages.Tests;

/// <summary>What <c>./release</c> has made for the tests.</summary>
internal static class ReleaseFiles
{
    public const string Version = "0.0.0~test";

    public static string Folder { get; } = RepositoryRoot.Combine("artifacts", "release", Version);

    public static string Package => Existing($"bridges_{Version}_amd64.deb");

    public static string Archive => Existing($"bridges-{Version}-linux-x64.tar.zst");

    public static string Image => Existing($"bridges-{Version}-linux-x64.oci.tar");

    public static string Sbom => Existing($"bridges-{Version}-linux-x64.cdx.json");

    public static string Checksums => Existing("SHA256SUMS");

    /// <summary>The folder that is packed.</summary>
    public static string Unpacked => Existing($"bridges-{Version}-linux-x64");

    /// <summary>The same for 64-bit ARM.</summary>
    public static string UnpackedForArm => Existing($"bridges-{Version}-linux-arm64");

    public static string PackageForArm => Existing($"bridges_{Version}_arm64.deb");

    private static string Existing(string name) =>
        Path.Combine(Folder, name) is var path && Path.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: run ./test --packages.");
}
