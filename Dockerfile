# The image of Bridges: built from this tree alone, run by any user id, all state in /data.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${SDK_IMAGE} AS build
RUN apt-get update && apt-get install --yes --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN scripts/install-tdlib && scripts/install-node && ./build

FROM ${RUNTIME_IMAGE}
# For stickers, GIFs and voice messages.
RUN apt-get update && apt-get install --yes --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
COPY --from=build /source/artifacts/bridges /opt/bridges
ENV DOTNET_gcServer=0 HOME=/data
WORKDIR /data
EXPOSE 29400
ENTRYPOINT ["/opt/bridges/bridges"]
CMD ["run", "--config", "/data/config.yaml"]
