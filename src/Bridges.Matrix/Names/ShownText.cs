using System.Text;
using Bridges.Abstractions;

namespace Bridges.Matrix;

/// <summary>
/// Names and topics from a network as they may be shown: no half characters, no line breaks in names, no direction
/// controls that reach beyond them, and no longer than homeservers take them.
/// </summary>
public static class ShownText
{
    /// <summary>Synapse takes display names of up to 256 characters.</summary>
    private const int NameLength = 250;

    /// <summary>An event has room for more; a screen does not.</summary>
    private const int TopicLength = 4000;

    /// <summary>Empty where nothing of it can be shown.</summary>
    public static string Name(string name)
    {
        var line = new StringBuilder(name.Length);
        foreach (var character in Cut(Surrogates.Repair(name), NameLength))
        {
            line.Append(char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character);
        }

        return Balance(line.ToString()).Trim();
    }

    /// <summary>May have several lines.</summary>
    public static string Topic(string topic) => Balance(Cut(Surrogates.Repair(topic), TopicLength)).Replace("\0", "", StringComparison.Ordinal);

    private static string Balance(string text) => BidiBalance.Apply(RichText.Plain(text)).Text;

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(Surrogates.IsInsidePair(text, length) ? length - 1 : length)];
}
