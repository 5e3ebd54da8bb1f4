namespace Bridges.Matrix;

/// <summary>An element whose end has not come yet.</summary>
internal sealed class OpenElement(string name)
{
    public string Name => name;

    public HtmlTextLayout.OpenSpan? Span { get; set; }

    /// <summary>The breaks between this element and what stands around it; 0: inside a line.</summary>
    public int Breaks { get; set; }

    /// <summary>Of an ordered list: the next item's number. Of a row: the cells so far.</summary>
    public int Count { get; set; }
}
