namespace Bridges.Host.Page;

/// <summary>Some of the page's addresses. Each goes through the gate, which knows who was let in.</summary>
internal interface IPagePart
{
    void Map(RouteGroupBuilder page);
}
