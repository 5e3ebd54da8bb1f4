using System.IO.Compression;
using System.Text;

namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>Moving stickers as WhatsApp packs them.</summary>
internal static class LottieArchive
{
    public static byte[] Of(string drawing, string name = "animation/animation.json")
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(drawing));
        }

        return bytes.ToArray();
    }

    public static string Gunzip(byte[] packed)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
