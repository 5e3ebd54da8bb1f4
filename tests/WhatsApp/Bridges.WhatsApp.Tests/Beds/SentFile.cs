namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>A file that is sent.</summary>
internal sealed class SentFile : IDisposable
{
    public SentFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"bridges-sent-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(Path);
}
