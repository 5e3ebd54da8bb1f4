using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Bridges.Telegram.Simulator.World;

/// <summary>Stickers that move, as Telegram has them.</summary>
public static class SampleSticker
{
    private const string Lottie = """
        {"tgs":1,"v":"5.5.2","fr":30,"ip":0,"op":30,"w":512,"h":512,"nm":"beat","ddd":0,"assets":[],"layers":[{"ddd":0,"ind":1,"ty":4,"nm":"disc","sr":1,
        "ks":{"o":{"a":0,"k":100},"r":{"a":0,"k":0},"p":{"a":0,"k":[256,256,0]},"a":{"a":0,"k":[0,0,0]},
        "s":{"a":1,"k":[{"t":0,"s":[60,60,100],"i":{"x":[0.5],"y":[1]},"o":{"x":[0.5],"y":[0]}},{"t":15,"s":[110,110,100],"i":{"x":[0.5],"y":[1]},"o":{"x":[0.5],"y":[0]}},{"t":30,"s":[60,60,100]}]}},
        "ao":0,"shapes":[{"ty":"gr","it":[{"ty":"el","p":{"a":0,"k":[0,0]},"s":{"a":0,"k":[360,360]}},{"ty":"fl","c":{"a":0,"k":[0.9,0.2,0.3,1]},"o":{"a":0,"k":100}},
        {"ty":"tr","p":{"a":0,"k":[0,0]},"a":{"a":0,"k":[0,0]},"s":{"a":0,"k":[100,100]},"r":{"a":0,"k":0},"o":{"a":0,"k":100}}]}],"ip":0,"op":30,"st":0,"bm":0}]}
        """;

    /// <summary>Lottie, packed: a disc that beats for a second.</summary>
    public static byte[] Tgs() => Pack(Lottie);

    /// <summary>The same for as long, and as smoothly, as Telegram lets them be: three seconds at 60 frames a second.</summary>
    /// <param name="number">0 to 99; no two are alike.</param>
    public static byte[] LongTgs(int number) => Pack(Lottie
        .Replace("\"fr\":30", "\"fr\":60", StringComparison.Ordinal)
        .Replace("\"op\":30", "\"op\":180", StringComparison.Ordinal)
        .Replace("\"t\":30", "\"t\":180", StringComparison.Ordinal)
        .Replace("\"t\":15", "\"t\":90", StringComparison.Ordinal)
        .Replace("[0.9,0.2,0.3,1]", string.Create(CultureInfo.InvariantCulture, $"[0.9,0.{number:00},0.3,1]"), StringComparison.Ordinal));

    private static byte[] Pack(string lottie)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            zip.Write(Encoding.UTF8.GetBytes(lottie));
        }

        return packed.ToArray();
    }
}
