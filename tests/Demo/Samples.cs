namespace Bridges.Demo;

/// <summary>Small files to send.</summary>
internal static class Samples
{
    /// <summary>One of the drawings in <c>Pictures</c>, a PNG.</summary>
    public static byte[] Picture(string name)
    {
        using var resource = typeof(Samples).Assembly.GetManifestResourceStream($"{name}.png") ?? throw new ArgumentException("There is no such picture.", nameof(name));
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
