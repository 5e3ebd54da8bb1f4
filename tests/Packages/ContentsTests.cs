using System.Security.Cryptography;
using System.Text.Json;

namespace Bridges.Packages.Tests;

public sealed class ContentsTests
{
    [Fact]
    public void Checksums_are_those_of_the_files()
    {
        var lines = File.ReadAllLines(ReleaseFiles.Checksums);

        Assert.Equal(7, lines.Length);
        Assert.All(lines, line =>
        {
            var (sum, name) = (line[..64], line[66..]);
            using var file = File.OpenRead(Path.Combine(ReleaseFiles.Folder, name));
            Assert.Equal(sum, Convert.ToHexStringLower(SHA256.HashData(file)));
        });
    }

    [Fact]
    public void The_bill_of_materials_names_every_library_that_is_shipped()
    {
        using var sbom = JsonDocument.Parse(File.ReadAllBytes(ReleaseFiles.Sbom));
        Assert.Equal("CycloneDX", sbom.RootElement.GetProperty("bomFormat").GetString());
        var urls = sbom.RootElement.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("purl").GetString()!).ToHashSet(StringComparer.Ordinal);

        Assert.All(ShippedPackages(), package => Assert.Contains(package, urls));
        Assert.Contains(urls, url => url.StartsWith("pkg:generic/node@", StringComparison.Ordinal));
        Assert.Contains(urls, url => url.StartsWith("pkg:generic/dotnet/Microsoft.NETCore.App@10.", StringComparison.Ordinal));
        Assert.Contains(urls, url => url.StartsWith("pkg:deb/debian/ffmpeg@", StringComparison.Ordinal));
        Assert.Contains(urls, url => url.StartsWith("pkg:github/tdlib/td@", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_has_a_licence_and_the_words_are_shipped()
    {
        var licences = Path.Combine(ReleaseFiles.Unpacked, "licences");
        var list = File.ReadAllText(Path.Combine(licences, "THIRD-PARTY"));

        Assert.Contains("SkiaSharp 4.155.0: MIT", list, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(licences, "ffmpeg", "LICENSE")));
        Assert.True(File.Exists(Path.Combine(licences, "node", "LICENSE")));
        Assert.True(File.Exists(Path.Combine(ReleaseFiles.Unpacked, "LICENSE")));
    }

    [Fact]
    public void No_file_can_be_written_by_others_and_none_is_left_over_from_building()
    {
        var files = Directory.EnumerateFiles(ReleaseFiles.Unpacked, "*", SearchOption.AllDirectories).ToList();

        Assert.DoesNotContain(files, file => file.EndsWith(".pdb", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in files)
            {
                Assert.Equal(default, File.GetUnixFileMode(file) & (UnixFileMode.OtherWrite | UnixFileMode.GroupWrite));
            }
        }
    }

    private static IEnumerable<string> ShippedPackages() =>
        Directory.EnumerateFiles(ReleaseFiles.Unpacked, "*.deps.json", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/dotnet/", StringComparison.Ordinal))
            .SelectMany(file =>
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(file));
                return document.RootElement.GetProperty("libraries").EnumerateObject()
                    .Where(library => library.Value.GetProperty("type").GetString() == "package")
                    .Select(library => $"pkg:nuget/{library.Name.Replace('/', '@')}")
                    .ToList();
            });
}
