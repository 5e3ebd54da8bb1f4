namespace Bridges.Matrix;

/// <summary>The elements that are open, with a bounded depth: every search here is short.</summary>
internal sealed class ElementStack
{
    private readonly List<OpenElement> _elements = [];
    private int _ignored;

    public OpenElement? Top => _elements.Count > 0 ? _elements[^1] : null;

    public bool HasRoom => _elements.Count < HtmlLimits.Depth && _ignored == 0;

    public int ListDepth => _elements.Count(static element => element.Name is "ul" or "ol");

    public OpenElement? InnermostList => _elements.FindLast(static element => element.Name is "ul" or "ol");

    /// <summary>What raises the text above its line, or lowers it.</summary>
    public OpenElement? InnermostRaised => _elements.FindLast(static element => element.Name is "sup" or "sub");

    /// <summary>Inside a table's cell, where everything stays on the row's line.</summary>
    public bool IsInCell => _elements.Exists(static element => element.Name is "td" or "th");

    public void Push(OpenElement element) => _elements.Add(element);

    public void Remove(OpenElement element) => _elements.Remove(element);

    public bool Contains(string name) => Innermost(name) is not null;

    public OpenElement? Innermost(string name) => _elements.FindLast(element => element.Name == name);

    /// <summary>A tag for which there is no room: its end will be ignored too.</summary>
    public void CountIgnored() => _ignored++;

    /// <summary>What an end tag ends; null: nothing.</summary>
    public OpenElement? TakeEnd(string name)
    {
        if (_ignored > 0)
        {
            _ignored--;
            return null;
        }

        return Innermost(name);
    }

    /// <summary>What a start tag ends, because it cannot stand in it: an item the item before, innermost first.</summary>
    public IReadOnlyList<OpenElement> EndedBy(string name)
    {
        if (!HtmlElements.EndsItsLike(name))
        {
            return [];
        }

        for (var index = _elements.Count - 1; index >= 0 && !HtmlElements.Holds(_elements[index].Name, name); index--)
        {
            if (HtmlElements.AreAlike(_elements[index].Name, name))
            {
                var ended = _elements[index..];
                ended.Reverse();
                return ended;
            }
        }

        return [];
    }
}
