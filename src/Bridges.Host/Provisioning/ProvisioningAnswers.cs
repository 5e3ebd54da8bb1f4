using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Http;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>Lets users in, has their requests answered, and tells what goes wrong in the form that bridgev2's clients know.</summary>
internal sealed class ProvisioningAnswers(ProvisioningAuthentication authentication, IUserAccounts accounts, StrangerLimit strangers)
{
    /// <summary>For what is answered with nothing but that it is done.</summary>
    public RequestDelegate Of(Func<ProvisioningCall, Task> answer) => context => RunAsync(context, async call =>
    {
        await answer(call);
        await MatrixAnswer.EmptyAsync(context);
    });

    public RequestDelegate Of<T>(Func<ProvisioningCall, Task<T>> answer, JsonTypeInfo<T> type) => context => RunAsync(context, async call =>
        await MatrixAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(await answer(call), type)));

    /// <summary>For an answer that writes itself.</summary>
    public async Task RunAsync(HttpContext context, Func<ProvisioningCall, Task> answer)
    {
        AllowOtherOrigins(context);
        try
        {
            if (await authentication.UserAsync(context) is { } user)
            {
                strangers.Known(context);
                await AnswerAsync(new ProvisioningCall(context, user, ProvisioningCall.NetworkOf(context, accounts)), answer);
            }
        }
        catch (ProvisioningException refused)
        {
            await MatrixAnswer.ErrorAsync(context, refused.Status, refused.Code, refused.Message);
        }
        catch (NotSupportedException exception)
        {
            await MatrixAnswer.ErrorAsync(context, StatusCodes.Status404NotFound, MatrixErrorCodes.Unrecognized, exception.Message);
        }
        catch (MissingLoginValueException exception)
        {
            await MatrixAnswer.ErrorAsync(context, StatusCodes.Status400BadRequest, MatrixErrorCodes.BadJson, exception.Message);
        }
        catch (BridgeException exception)
        {
            var status = exception.Kind == FailureKind.Transient ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
            await MatrixAnswer.ErrorAsync(context, status, MatrixErrorCodes.Unknown, exception.Message);
        }
    }

    private static async Task AnswerAsync(ProvisioningCall call, Func<ProvisioningCall, Task> answer)
    {
        try
        {
            await answer(call);
        }
        catch (NoSuchAccountException exception)
        {
            throw call.Account is null
                ? new ProvisioningException(StatusCodes.Status400BadRequest, ProvisioningErrorCodes.NotLoggedIn, exception.Message)
                : new ProvisioningException(StatusCodes.Status404NotFound, MatrixErrorCodes.NotFound, "Login not found");
        }
    }

    /// <summary>Nothing here goes by cookies, so a page elsewhere can do no more than with a token that it has anyway.</summary>
    public static void AllowOtherOrigins(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "X-Requested-With, Content-Type, Authorization";
    }
}
