using System.Text.Json;

namespace Bridges.Host.Http;

/// <summary>For supervisors: alive means that the process answers; ready means that messages flow. Paths as mautrix has them.</summary>
internal sealed class HealthEndpoints(HostReadiness readiness)
{
    public const string Live = "/_matrix/mau/live";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Live, MatrixAnswer.EmptyAsync).WithMetadata(Caller.Anybody);
        routes.MapGet("/_matrix/mau/ready", AnswerReadinessAsync).WithMetadata(Caller.Anybody);
    }

    private Task AnswerReadinessAsync(HttpContext context)
    {
        var stage = readiness.Stage;
        var body = new ReadinessBody(stage == HostStage.Ready, JsonNamingPolicy.SnakeCaseLower.ConvertName(stage.ToString()));
        var status = body.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return MatrixAnswer.WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(body, HttpJson.Default.ReadinessBody));
    }
}
