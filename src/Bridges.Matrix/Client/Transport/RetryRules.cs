using System.Net;
using Polly;
using Polly.Retry;

namespace Bridges.Matrix;

/// <summary>
/// What is tried again: any call after "too many requests", which the homeserver has not acted on; an idempotent call when
/// the homeserver is away for a moment. A wait that would exceed the limits is not begun.
/// </summary>
internal sealed class RetryRules(HomeserverOptions options)
{
    private static readonly ResiliencePropertyKey<RetryState> StateKey = new("bridges.homeserver.retry");
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PauseIfUnstated = TimeSpan.FromSeconds(1);

    public static ResiliencePipeline CreatePipeline(HomeserverOptions options, TimeProvider time, Action<Exception, TimeSpan> onRetry)
    {
        var rules = new RetryRules(options);
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        return builder.AddRetry(new RetryStrategyOptions
        {
            // The rules themselves know when it is enough.
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = args => ValueTask.FromResult(rules.ShouldRetry(args.Context, args.Outcome.Exception)),
            DelayGenerator = static args => ValueTask.FromResult<TimeSpan?>(StateOf(args.Context).Pause),
            OnRetry = args =>
            {
                onRetry(args.Outcome.Exception!, args.RetryDelay);
                return default;
            },
        }).Build();
    }

    /// <summary>Puts what the rules need to know about the call at hand into the context.</summary>
    public static void Begin(ResilienceContext context, HomeserverCall call)
    {
        // Kept small for the calls that succeed at once, which is nearly all of them.
        if (!call.Idempotent)
        {
            context.Properties.Set(StateKey, new RetryState { Idempotent = false });
        }
    }

    private static RetryState StateOf(ResilienceContext context)
    {
        if (!context.Properties.TryGetValue(StateKey, out var state))
        {
            state = new RetryState();
            context.Properties.Set(StateKey, state);
        }

        return state;
    }

    private bool ShouldRetry(ResilienceContext context, Exception? error) => error switch
    {
        MatrixException { Status: HttpStatusCode.TooManyRequests } busy => ShouldWait(StateOf(context), busy),
        MatrixException { Status: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } =>
            ShouldTryAgain(StateOf(context), surelyNotArrived: false),
        HomeserverUnreachableException { TimedOut: false } away => ShouldTryAgain(StateOf(context), !away.MayHaveArrived),
        _ => false,
    };

    private bool ShouldWait(RetryState state, MatrixException busy)
    {
        var pause = busy.RetryAfter ?? (PauseIfUnstated * Math.Pow(2, Math.Min(state.Waits, 10)));
        if (state.Waited + pause > options.RateLimitPatience)
        {
            return false;
        }

        state.Waits++;
        state.Waited += pause;
        state.Pause = pause;
        return true;
    }

    private bool ShouldTryAgain(RetryState state, bool surelyNotArrived)
    {
        if (!(state.Idempotent || surelyNotArrived) || state.Failures + 1 >= options.MaxAttempts)
        {
            return false;
        }

        // Spread out, so that lanes that failed together do not come back together.
        state.Pause = FirstPause * Math.Pow(2, state.Failures) * (0.75 + (Random.Shared.NextDouble() / 2));
        state.Failures++;
        return true;
    }

    private sealed class RetryState
    {
        public bool Idempotent { get; init; } = true;

        public int Waits { get; set; }

        public int Failures { get; set; }

        public TimeSpan Waited { get; set; }

        public TimeSpan Pause { get; set; }
    }
}
