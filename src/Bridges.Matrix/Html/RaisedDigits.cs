namespace Bridges.Matrix;

/// <summary>
/// Numbers that stand above or below the line: 10<sup>6</sup> is not 106. Networks know no such style, but there are characters for digits and
/// their signs. Words, such as the end of "1st", are read as well on the line.
/// </summary>
internal static class RaisedDigits
{
    private const string OnTheLine = "0123456789+-=()ni";
    private const string Above = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ";
    private const string Below = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢ";

    /// <param name="element">The innermost of <c>sup</c> and <c>sub</c> around it.</param>
    public static string Of(string text, string element)
    {
        var there = element == "sup" ? Above : Below;
        return text.All(static character => OnTheLine.Contains(character, StringComparison.Ordinal))
            ? string.Concat(text.Select(character => there[OnTheLine.IndexOf(character, StringComparison.Ordinal)]))
            : text;
    }
}
