using System.Text.Json;
using Bridges.Host.Administration;
using Bridges.Host.Http;
using Bridges.Matrix;

namespace Bridges.Host.Page;

/// <summary>Makes links for this program's own command line.</summary>
internal sealed class PageLinkEndpoints(PageLinks links) : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(AdministrationEndpoints.PageLinks, context => MatrixAnswer.WriteAsync(
            context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new PageLink(LinkFor(context).ToString()), AdministrationJson.Default.PageLink))).WithMetadata(Caller.Administrator);

    private Uri LinkFor(HttpContext context) => context.Request.Query["user"].ToString() switch
    {
        "" => links.LinkForOperator(),
        var text when UserId.TryParse(text, out var user) => links.LinkFor(user),
        _ => throw new InvalidParameterException("'user' is no user id."),
    };
}
