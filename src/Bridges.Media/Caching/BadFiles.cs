namespace Bridges.Media.Caching;

/// <summary>
/// Files that killed a worker, by hash, over restarts. Each is an empty file named after the hash. They are forgotten after a time, because a
/// worker can also die of other things than the file, and worker and ffmpeg get better.
/// </summary>
internal sealed class BadFiles(string folder, TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public bool Contains(FileFingerprint file)
    {
        var entry = new FileInfo(PathOf(file));
        return entry.Exists && time.GetUtcNow().UtcDateTime - entry.LastWriteTimeUtc < Remembered;
    }

    public void Add(FileFingerprint file)
    {
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(PathOf(file), []);
            File.SetLastWriteTimeUtc(PathOf(file), time.GetUtcNow().UtcDateTime);
            foreach (var old in new DirectoryInfo(folder).GetFiles().OrderByDescending(entry => entry.LastWriteTimeUtc).Skip(Most))
            {
                old.Delete();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk: the file may kill another worker.
        }
    }

    private string PathOf(FileFingerprint file) => Path.Combine(folder, file.Hash);
}
