using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridges.Media.Jobs;

namespace Bridges.Media.Caching;

/// <summary>
/// Results on disk, named by the hash of the file and of what was asked. Over its quota, those that were used least lately go. A result that
/// cannot be kept or read costs only the work to be done again.
/// </summary>
internal sealed class ResultCache(string folder, long quota, TimeProvider time)
{
    private const string ReportExtension = ".json";

    private readonly Lock gate = new();
    private long? used;

    /// <summary>The name of a result.</summary>
    public static string NameOf(FileFingerprint file, MediaJob job, string recipe)
    {
        var settings = JsonSerializer.Serialize(job, MediaJson.Default.MediaJob);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file.Hash} {recipe} {settings}")));
    }

    /// <summary>Puts a copy of a kept result where it is wanted.</summary>
    /// <returns>Null when it is not kept.</returns>
    public MediaReport? Take(string name, string? outputPath)
    {
        try
        {
            var report = JsonSerializer.Deserialize(File.ReadAllBytes(ReportPath(name)), MediaJson.Default.MediaReport);
            var result = Path.Combine(folder, name);
            if (report is null || (outputPath is not null && !File.Exists(result)))
            {
                return null;
            }

            if (outputPath is not null)
            {
                File.Copy(result, outputPath, overwrite: true);
                File.SetLastWriteTimeUtc(result, time.GetUtcNow().UtcDateTime);
            }

            File.SetLastWriteTimeUtc(ReportPath(name), time.GetUtcNow().UtcDateTime);
            return report;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Keep(string name, MediaReport report, string? outputPath)
    {
        var bytes = outputPath is null ? 0 : new FileInfo(outputPath).Length;
        if (bytes > quota / 4)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
            if (outputPath is not null)
            {
                Place(Path.Combine(folder, name), temporary => File.Copy(outputPath, temporary, overwrite: true));
            }

            // The report comes last: a result without one counts for nothing.
            var written = JsonSerializer.SerializeToUtf8Bytes(report, MediaJson.Default.MediaReport);
            Place(ReportPath(name), temporary => File.WriteAllBytes(temporary, written));
            Shrink(bytes + written.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk: the work will be done again.
        }
    }

    private string ReportPath(string name) => Path.Combine(folder, name + ReportExtension);

    private static void Place(string path, Action<string> write)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private void Shrink(long added)
    {
        lock (gate)
        {
            used = (used ?? Measure() - added) + added;
            if (used <= quota)
            {
                return;
            }

            // Down to nine tenths, so that not every result has the folder looked through.
            var files = new DirectoryInfo(folder).GetFiles().OrderBy(file => file.LastWriteTimeUtc).ToList();
            var left = files.Sum(file => file.Length);
            foreach (var file in files.TakeWhile(_ => left > quota / 10 * 9))
            {
                left -= file.Length;
                file.Delete();
            }

            used = left;
        }
    }

    private long Measure() => new DirectoryInfo(folder).GetFiles().Sum(file => file.Length);
}
