using System.Globalization;
using System.Text;

namespace Bridges.Fuzz.Tests.Machine;

/// <summary>Inputs as C# literals, to be put into a test.</summary>
internal static class Literal
{
    public static string Of(char[] input)
    {
        var literal = new StringBuilder("\"");
        foreach (var character in input)
        {
            _ = character is >= ' ' and < '\u007F' and not ('"' or '\\')
                ? literal.Append(character)
                : literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
        }

        return literal.Append('"').ToString();
    }

    public static string Of(byte[] input) => Of([.. input.Select(static one => (char)one)]) + " (each character one byte)";
}
