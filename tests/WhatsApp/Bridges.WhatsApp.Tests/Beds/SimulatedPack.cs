using System.IO.Compression;

namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>Packs of stickers as phones send them: one archive of all pictures, and a message that names them.</summary>
internal static class SimulatedPack
{
    public static byte[] Archive(IEnumerable<(string Name, byte[] Bytes)> files, string comment = "")
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.Comment = comment;
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Sends it to the account; answers the id of the message.</summary>
    public static async Task<string> SendAsync(WhatsAppBed bed, string name, byte[] archive, params object[] stickers) =>
        (await bed.Simulation.DoAsync("sendMedia", new
        {
            from = bed.Alice.Number, to = bed.Me.Number, type = "sticker-pack", part = "stickerPackMessage", bytes = new { base64 = Convert.ToBase64String(archive) },
            fields = new { stickerPackId = $"pack of {name}", name, publisher = "Carol", stickers },
        })).GetProperty("id").GetString()!;
}
