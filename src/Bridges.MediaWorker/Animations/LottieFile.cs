using System.IO.Compression;
using Bridges.Media.Files;

namespace Bridges.MediaWorker.Animations;

/// <summary>The JSON of a Lottie animation: plain, in gzip (Telegram), or in a zip archive (WhatsApp).</summary>
internal static class LottieFile
{
    private const int MostBytes = 4 << 20;
    private const int MostEntries = 100;

    /// <summary>The file's kind, having looked into its wrapping.</summary>
    public static FileKind Unwrap(string path, FileKind kind)
    {
        if (kind != FileKind.Gzip && kind != FileKind.Zip)
        {
            return kind;
        }

        try
        {
            return FileSniffer.Recognise(Read(path, kind)) == FileKind.Lottie ? (kind == FileKind.Gzip ? FileKind.Tgs : FileKind.Was) : kind;
        }
        catch (JobRefusedException)
        {
            return kind;
        }
    }

    /// <exception cref="JobRefusedException">It is too large, or there is no animation in it.</exception>
    public static byte[] Read(string path, FileKind kind)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (kind == FileKind.Gzip || kind == FileKind.Tgs)
            {
                using var unzipped = new GZipStream(file, CompressionMode.Decompress);
                return ReadAll(unzipped);
            }

            return kind == FileKind.Zip || kind == FileKind.Was ? ReadArchive(file) : ReadAll(file);
        }
        catch (InvalidDataException exception)
        {
            throw new JobRefusedException($"it is packed wrongly: {exception.Message}");
        }
    }

    private static byte[] ReadArchive(Stream file)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries)
        {
            throw new JobRefusedException($"the archive holds more than {MostEntries} files");
        }

        foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            using var stream = entry.Open();
            var json = ReadAll(stream);
            if (FileSniffer.Recognise(json.AsSpan(0, Math.Min(json.Length, FileKind.HeadBytes))) == FileKind.Lottie)
            {
                return json;
            }
        }

        throw new JobRefusedException("there is no animation in the archive");
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var whole = new MemoryStream();
        var part = new byte[16 << 10];
        for (int count; (count = stream.Read(part)) > 0;)
        {
            if (whole.Length + count > MostBytes)
            {
                throw new JobRefusedException($"it is larger than {MostBytes >> 20} MiB when it is unpacked");
            }

            whole.Write(part, 0, count);
        }

        return whole.ToArray();
    }
}
