namespace Bridges.Matrix;

/// <summary>Bounds for HTML that strangers write. Real messages stay far below all of them.</summary>
internal static class HtmlLimits
{
    /// <summary>Characters of HTML that are read; an event as a whole has 65,536 bytes at most.</summary>
    public const int InputLength = 256 * 1024;

    /// <summary>Elements open at once; deeper tags are ignored. The specification asks for 100.</summary>
    public const int Depth = 100;

    /// <summary>Styled ranges; later ones stay unstyled.</summary>
    public const int Spans = 4000;

    /// <summary>Styles on one character.</summary>
    public const int OverlappingSpans = 32;

    /// <summary>Users named; later ones are text.</summary>
    public const int Mentions = 50;

    public const int LinkLength = 4096;

    /// <summary>Levels of lists that are shown by indentation.</summary>
    public const int IndentedLists = 4;
}
