using System.Text.Json;

namespace Bridges.Host.Http;

/// <summary>For supervisors: alive means that the process answers; ready means that messages flow. Paths as mautrix has them.</summary>
internal sealed class HealthEndpoints(HostReadiness readiness, HostProof proof, HomeserverArrivals arrivals) : IEndpointGroup
{
    public const string Live = "/_matrix/mau/live";

    /// <summary>In the query of <see cref="Live"/>: asks which program is alive. See <see cref="HostProof"/>.</summary>
    public const string Challenge = "challenge";

    /// <summary>In the query of <see cref="Live"/>, beside a challenge: asks whether the homeserver's ping of that name came here.</summary>
    public const string Ping = "ping";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Live, AnswerLifeAsync).WithMetadata(Caller.Anybody);
        routes.MapGet("/_matrix/mau/ready", AnswerReadinessAsync).WithMetadata(Caller.Anybody);
    }

    private Task AnswerLifeAsync(HttpContext context) => proof.Answer(context.Request.Query[Challenge].ToString()) is { } answer
        ? MatrixAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new LifeBody(answer, context.Request.Query[Ping] is [{ Length: > 0 } ping] ? arrivals.HasPing(ping) : null), HttpJson.Default.LifeBody))
        : MatrixAnswer.EmptyAsync(context);

    private Task AnswerReadinessAsync(HttpContext context)
    {
        var stage = readiness.Stage;
        var body = new ReadinessBody(stage == HostStage.Ready, JsonNamingPolicy.SnakeCaseLower.ConvertName(stage.ToString()));
        var status = body.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return MatrixAnswer.WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(body, HttpJson.Default.ReadinessBody));
    }
}
