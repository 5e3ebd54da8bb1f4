using System.Text;

namespace Bridges.Matrix;

internal static class IdText
{
    /// <summary>Neither too long nor with characters that no id has.</summary>
    public static bool IsAcceptable(string text, int longestInBytes)
    {
        if (text.Length > longestInBytes)
        {
            return false;
        }

        foreach (var character in text)
        {
            if (char.IsControl(character) || char.IsWhiteSpace(character))
            {
                return false;
            }
        }

        // Half of a character has no bytes, and would be another id at the other end.
        return Surrogates.Repair(text) == text && Encoding.UTF8.GetByteCount(text) <= longestInBytes;
    }
}
