using Bridges.Host.Configuration;
using Bridges.Host.Http;

namespace Bridges.Host.Page;

/// <summary>The page's addresses.</summary>
internal sealed class PageEndpoints(IEnumerable<IPagePart> parts) : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup(PageAddresses.Root).WithMetadata(Caller.AskedByItself, PageDoor.Mark);
        foreach (var part in parts)
        {
            part.Map(page);
        }
    }
}
