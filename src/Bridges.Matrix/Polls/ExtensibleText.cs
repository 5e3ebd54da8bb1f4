namespace Bridges.Matrix;

/// <summary>A text as extensible events write it (MSC1767), in the old way and in the new one.</summary>
internal static class ExtensibleText
{
    public const string Unstable = "org.matrix.msc1767.text";
    private const int Longest = 4096;

    /// <summary>Null where there is none, or it is empty.</summary>
    public static string? Of(TolerantFields? fields)
    {
        var text = fields?.Text(Unstable)
            ?? fields?.Text("m.text")
            ?? (fields?.Items("m.text") ?? []).Select(static item => TolerantFields.Of(item)?.Text("body")).FirstOrDefault(static body => body is not null)
            ?? fields?.Text("body");
        return text is null ? null : Clean(text) is { Length: > 0 } clean ? clean : null;
    }

    private static string Clean(string text)
    {
        var cut = text.Length <= Longest ? text : text[..(Surrogates.IsInsidePair(text, Longest) ? Longest - 1 : Longest)];
        return cut.Replace("\0", "", StringComparison.Ordinal).Trim();
    }
}
