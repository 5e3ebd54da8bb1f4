using Microsoft.AspNetCore.Routing.Template;

namespace Bridges.Host.Provisioning;

/// <summary>Whether a path is there, only not for the method with which it was asked for.</summary>
internal static class OtherMethods
{
    public static bool Know(HttpContext context) => context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Any(endpoint =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods: [not "OPTIONS", ..] }
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(context.Request.Path, []));
}
