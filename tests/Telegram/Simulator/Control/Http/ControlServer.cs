using System.Text.Json.Serialization;
using Bridges.Telegram.Simulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>The same control as in C#, for a person with curl or a demo in another process: JSON over HTTP on loopback.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private ControlServer(WebApplication application) => this.application = application;

    public Uri Address => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<ControlServer> StartAsync(SimulatedTelegram telegram, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        var built = builder.Build();
        built.Use(AnswerRefusalsAsync);
        built.MapGet("/", () => new AddressAnswer("127.0.0.1", telegram.Port, telegram.ProxySecret));
        PeopleEndpoints.Map(built, telegram);
        ChatEndpoints.Map(built, telegram);
        MessageEndpoints.Map(built, telegram);
        LoginEndpoints.Map(built, telegram);
        FaultEndpoints.Map(built, telegram);
        RawEndpoints.Map(built, telegram);
        await built.StartAsync(cancellationToken);
        return new ControlServer(built);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static async Task AnswerRefusalsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (RpcException exception)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new RefusalAnswer(exception.Message), context.RequestAborted);
        }
        catch (KeyNotFoundException exception)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsJsonAsync(new RefusalAnswer(exception.Message), context.RequestAborted);
        }
    }
}
