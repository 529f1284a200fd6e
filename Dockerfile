# Images of CsiHost on Debian 13, without FIPS: targets efs, s3 and all (the default). Dockerfile.fips is the same under the FIPS policy.
#
#   docker build --build-arg SDK_IMAGE=<image with the .NET SDK of global.json> --target efs .
#   tests/scripts/compose.sh artifacts/composed && docker build --build-arg PUBLISHED=prebuilt --target efs .
#
# The second publishes outside, where the SDK and its packages are. docs/images.md has the arguments, and how builds are made reproducible.
ARG DEBIAN_IMAGE=debian:13-slim
ARG SDK_IMAGE=dotnet-sdk:10.0
ARG PUBLISHED=publish

FROM ${SDK_IMAGE} AS publish
COPY . /src
RUN /src/tests/scripts/compose.sh /published

FROM scratch AS prebuilt
COPY artifacts/composed /published

FROM ${PUBLISHED} AS published

FROM ${DEBIAN_IMAGE} AS debian
COPY image /image
RUN /image/prepare.sh

FROM debian AS efs-root
ARG VERSION=2.0.0
COPY --from=published /published /published
RUN /image/closure.sh /out efs && /image/install.sh /published /out efs default && mkdir -p /out/usr/share/sbom && /image/sbom.sh /out csi-host-efs "$VERSION" >/out/usr/share/sbom/csi-host.spdx.json

FROM debian AS s3-root
ARG VERSION=2.0.0
# The stock engine: its version, where it is and its checksum; MOUNTPOINT_VERSION=none makes our own engine the default.
ARG MOUNTPOINT_VERSION=none
ARG MOUNTPOINT_URL
ARG MOUNTPOINT_SHA256
COPY --from=published /published /published
RUN /image/closure.sh /out s3 && /image/install.sh /published /out s3 default && /image/mountpoint.sh /out "$MOUNTPOINT_VERSION" "$MOUNTPOINT_URL" "$MOUNTPOINT_SHA256" && mkdir -p /out/usr/share/sbom && /image/sbom.sh /out csi-host-s3 "$VERSION" >/out/usr/share/sbom/csi-host.spdx.json

FROM debian AS all-root
ARG VERSION=2.0.0
ARG MOUNTPOINT_VERSION=none
ARG MOUNTPOINT_URL
ARG MOUNTPOINT_SHA256
COPY --from=published /published /published
RUN /image/closure.sh /out all && /image/install.sh /published /out all default && /image/mountpoint.sh /out "$MOUNTPOINT_VERSION" "$MOUNTPOINT_URL" "$MOUNTPOINT_SHA256" && mkdir -p /out/usr/share/sbom && /image/sbom.sh /out csi-host-all "$VERSION" >/out/usr/share/sbom/csi-host.spdx.json

FROM scratch AS efs
ARG VERSION=2.0.0
ARG REVISION=unknown
COPY --from=efs-root /out /
ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin DOTNET_GCgen0size=0x200000 DOTNET_EnableDiagnostics=0 DOTNET_TieredPGO=0 DOTNET_gcServer=0 MALLOC_ARENA_MAX=1
LABEL org.opencontainers.image.title="csi-host-efs" org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}" dev.csihost.variant="default" dev.csihost.plugins="aws-efs"
USER 65532:65532
ENTRYPOINT ["/bin/aws-efs-csi-driver"]

# The official S3 chart names no user for the node plugin, which must mount: this target alone starts as root.
FROM scratch AS s3
ARG VERSION=2.0.0
ARG REVISION=unknown
ARG MOUNTPOINT_VERSION=none
COPY --from=s3-root /out /
ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin DOTNET_GCgen0size=0x200000 DOTNET_EnableDiagnostics=0 DOTNET_TieredPGO=0 DOTNET_gcServer=0 MALLOC_ARENA_MAX=1 MOUNTPOINT_VERSION=${MOUNTPOINT_VERSION} MOUNTPOINT_BIN_DIR=/mountpoint-s3/bin
LABEL org.opencontainers.image.title="csi-host-s3" org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}" dev.csihost.variant="default" dev.csihost.plugins="aws-s3"
USER 0:0
ENTRYPOINT ["/bin/aws-s3-csi-driver"]

FROM scratch AS all
ARG VERSION=2.0.0
ARG REVISION=unknown
ARG MOUNTPOINT_VERSION=none
COPY --from=all-root /out /
ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin DOTNET_GCgen0size=0x200000 DOTNET_EnableDiagnostics=0 DOTNET_TieredPGO=0 DOTNET_gcServer=0 MALLOC_ARENA_MAX=1 MOUNTPOINT_VERSION=${MOUNTPOINT_VERSION} MOUNTPOINT_BIN_DIR=/mountpoint-s3/bin
LABEL org.opencontainers.image.title="csi-host-all" org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}" dev.csihost.variant="default" dev.csihost.plugins="local,aws-efs,aws-s3"
USER 65532:65532
ENTRYPOINT ["/bin/csi-host"]
CMD ["run"]
