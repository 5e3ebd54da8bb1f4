using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Host.Administration;
using Bridges.Host.Http;

namespace Bridges.Host.Page;

/// <summary>Who is in the page, and how to put them out, for programs. The key is the as_token.</summary>
internal sealed partial class PageSessionEndpoints(PageSessions sessions) : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.MapGroup("").WithMetadata(Caller.Administrator);
        endpoints.MapGet(AdministrationEndpoints.Sessions, context => MatrixAnswer.WriteAsync(
            context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(List(), SessionsJson.Default.ListSessionLine)));
        endpoints.MapDelete(AdministrationEndpoints.Sessions, context => MatrixAnswer.WriteAsync(
            context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new AdministrationCount(sessions.End(context.Request.Query["id"].ToString()) ? 1 : 0), AdministrationJson.Default.AdministrationCount)));
    }

    private List<SessionLine> List() =>
        [.. sessions.All.OrderByDescending(session => session.Session.LastSeen).Select(session => new SessionLine(session.Id, session.Session.User?.Value, session.Session.Began, session.Session.LastSeen))];

    /// <param name="Id">Lets nobody in.</param>
    /// <param name="User">Null for an admin at the machine.</param>
    private sealed record SessionLine(string Id, string? User, DateTimeOffset Began, DateTimeOffset LastSeen);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(List<SessionLine>))]
    private sealed partial class SessionsJson : JsonSerializerContext;
}
