namespace Bridges.Core.Tests.Bed;

/// <summary>What must hold of every text that is shown to people, wherever it came from.</summary>
internal static class Clean
{
    private const string Openers = "\u202A\u202B\u202D\u202E\u2066\u2067\u2068";
    private const string Closers = "\u202C\u2069";

    /// <summary>No half characters, no NUL, and no direction control that reaches beyond its line.</summary>
    public static void Text(string text)
    {
        Assert.DoesNotContain('\0', text);
        for (var i = 0; i < text.Length; i++)
        {
            Assert.False(char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])), "It ends in half a character.");
            Assert.False(char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1])), "It has half a character.");
        }

        Assert.All(text.Split('\n', '\r', '\u2028', '\u2029', '\u0085'), line => Assert.Equal(line.Count(Openers.Contains), line.Count(Closers.Contains)));
    }

    /// <summary>A clean text of one line that a homeserver takes as a name.</summary>
    public static void Name(string name)
    {
        Text(name);
        Assert.DoesNotContain(name, char.IsControl);
        Assert.DoesNotContain('\u2028', name);
        Assert.DoesNotContain('\u2029', name);
        Assert.InRange(name.Length, 0, 255);
    }
}
