using System.IO.Compression;
using System.Text;

namespace Bridges.Media.Tests.Beds;

/// <summary>Lottie animations, written by hand.</summary>
internal static class Lottie
{
    public const string Still = """{"o":{"a":0,"k":100},"r":{"a":0,"k":0},"p":{"a":0,"k":[256,256,0]},"a":{"a":0,"k":[0,0,0]},"s":{"a":0,"k":[100,100,100]}}""";

    public const string Fill = """{"ty":"fl","c":{"a":0,"k":[1,0,0,1]},"o":{"a":0,"k":100}}""";

    private const string Moving = """
        {"o":{"a":0,"k":100},"r":{"a":0,"k":0},"a":{"a":0,"k":[0,0,0]},"s":{"a":0,"k":[100,100,100]},
         "p":{"a":1,"k":[{"t":0,"s":[100,256,0],"o":{"x":0.3,"y":0.3},"i":{"x":0.7,"y":0.7}},{"t":60,"s":[400,256,0]}]}}
        """;

    /// <summary>A red disc that goes from left to right within two seconds.</summary>
    public static string Disc { get; } = Animation([Layer([Ellipse(), Fill], Moving)], framesPerSecond: "30", last: "60");

    public static string Ellipse(int shift = 0) => $$$"""{"ty":"el","p":{"a":0,"k":[{{{shift % 300}}},{{{shift % 200}}}]},"s":{"a":0,"k":[200,200]}}""";

    public static string Layer(IEnumerable<string> shapes, string transform = Still, string more = "") =>
        $$$"""{"ty":4,"ip":0,"op":180,"st":0,"ks":{{{transform}}},"shapes":[{{{string.Join(',', shapes)}}}]{{{more}}}}""";

    public static string Animation(
        IEnumerable<string> layers, IEnumerable<string>? assets = null, string framesPerSecond = "60", string last = "180", string width = "512", string height = "512") =>
        $$"""{"v":"5.5.2","fr":{{framesPerSecond}},"ip":0,"op":{{last}},"w":{{width}},"h":{{height}},"layers":[{{string.Join(',', layers)}}],"assets":[{{string.Join(',', assets ?? [])}}]}""";

    public static byte[] Gzip(string json) => Gzip(Encoding.UTF8.GetBytes(json));

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>As WhatsApp packs it.</summary>
    public static byte[] Zip(string json)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("animation/animation.json").Open();
            entry.Write(Encoding.UTF8.GetBytes(json));
        }

        return packed.ToArray();
    }
}
